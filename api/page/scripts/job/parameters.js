/** What the runs of a job differ by: dotted paths into its experiment. */

import { described } from "../wording.js";

/** Return the values that are no objects, by dotted path; lists count as one value. */
export function leaves(value, path = "") {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return { [path]: value };
  }
  const parts = Object.entries(value).map(([key, part]) =>
    leaves(part, path ? `${path}.${key}` : key),
  );
  return Object.assign({}, ...parts);
}

/** Return a run's values that its job's experiment has otherwise, by dotted path. */
export function changes(parameters) {
  const parts = Object.entries(parameters).map(([path, value]) => leaves(value, path));
  return Object.assign({}, ...parts);
}

/** Return what a run of these parameters has at a path, undefined where it has nothing there. */
export function valueAt(experiment, parameters, path) {
  const changed = changes(parameters);
  if (path in changed) {
    return changed[path];
  }
  const replaced = Object.keys(parameters).some((key) => path.startsWith(`${key}.`));
  return replaced ? undefined : inside(experiment, path);
}

/** Return the paths by which configurations differ, in the order in which the job has them. */
export function differing(experiment, configurations) {
  const paths = new Set(configurations.flatMap((parameters) => Object.keys(changes(parameters))));
  return [...paths].filter((path) => {
    const values = configurations.map((parameters) => valueAt(experiment, parameters, path));
    return new Set(values.map((value) => JSON.stringify(value))).size > 1;
  });
}

/** Return a short name for each path: its end, and as much before it as tells it from the others. */
export function shortNames(paths) {
  const parts = paths.map((path) => path.replace(/\.(kind|name)$/, "").split("."));
  return new Map(paths.map((path, place) => [path, shortest(parts, place)]));
}

/** Return a function that names a configuration by the values at these paths. */
export function naming(experiment, paths) {
  const names = shortNames(paths);
  return (parameters) =>
    paths
      .map((path) => [names.get(path), valueAt(experiment, parameters, path)])
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name} ${described(value)}`)
      .join(", ") || "the experiment";
}

function inside(value, path) {
  return path.split(".").reduce((part, key) => part?.[key], value);
}

function shortest(all, place) {
  const own = all[place];
  const others = all.filter((_, other) => other !== place);
  for (let length = 1; length < own.length; length += 1) {
    const end = own.slice(-length).join(".");
    if (!others.some((parts) => parts.slice(-length).join(".") === end)) {
      return end;
    }
  }
  return own.join(".");
}

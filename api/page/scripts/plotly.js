/** Plotly, loaded when the first chart is to be drawn. */

// Plotly leaves out the style of its maps, which the policy forbids, where an element has this id.
const MAPS = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

let loading = null;

/** Return Plotly; raises Error where its script cannot be loaded. */
export function plotly() {
  loading ??= loaded();
  return loading;
}

function loaded() {
  const script = document.createElement("script");
  script.id = MAPS;
  script.src = document.querySelector("meta[name=plotly]").content;
  document.head.append(script);
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", () => {
      loading = null;
      reject(new Error("the charts' script could not be loaded"));
    });
  });
}

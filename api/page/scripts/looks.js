/** How charts look: colours of the style sheets, and dashes: colour alone tells too little. */

import { colour } from "./theme.js";

export const SERIES = 8;
const DASHES = [
  "solid",
  "dash",
  "dot",
  "dashdot",
  "longdash",
  "longdashdot",
  "5px 2px 1px 2px",
  "2px 2px",
];

/** Return colour and dash of the n-th series, as Plotly's `line` takes them; no two of 64 are alike. */
export function line(index) {
  const dash = index + Math.floor(index / SERIES);
  return { color: colour(`--series-${(index % SERIES) + 1}`), dash: DASHES[dash % DASHES.length] };
}

/** Return a text as Plotly shows it unchanged: what looks like markup would be styled by it. */
export function plain(text) {
  return text.replaceAll("<", "‹").replaceAll(">", "›");
}

/** Return a figure's traces and layout with all that charts have in common. */
export function dressed({ traces, layout }) {
  const common = background();
  const axes = Object.keys({ xaxis: 0, yaxis: 0, ...layout }).filter((name) =>
    /^[xy]axis\d*$/.test(name),
  );
  const styled = axes.map((name) => [name, { ...axis(common), ...layout[name] }]);
  return { traces, layout: { ...frame(common), ...layout, ...Object.fromEntries(styled) } };
}

function background() {
  const [ink, faint, rule, raised] = ["--ink", "--faint", "--rule", "--raised"].map(colour);
  return { ink, faint, rule, raised };
}

function frame({ ink, rule, raised }) {
  const { fontFamily } = getComputedStyle(document.body);
  return {
    autosize: true,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: fontFamily, size: 12, color: ink },
    hoverlabel: {
      bgcolor: raised,
      bordercolor: rule,
      font: { family: fontFamily, size: 12, color: ink },
    },
    margin: { l: 64, r: 16, t: 8, b: 40 },
    showlegend: false,
    hovermode: "x unified",
    dragmode: "zoom",
  };
}

function axis({ faint, rule }) {
  return {
    gridcolor: rule,
    linecolor: faint,
    tickcolor: faint,
    zeroline: false,
    showline: true,
    ticks: "outside",
    ticklen: 4,
    exponentformat: "e",
    automargin: true,
  };
}

/** A place for what is to come. */
import { element } from "../elements.js";
import { chart } from "../charts.js";
export async function mount(root, state, signal) {
  root.append(element("h1", {}, "Playground"));
  const box = element("div", {class: "panel"}); root.append(box);
  chart(box, { traces: [{x:[0,1,2,3],y:[1,0.5,0.3,0.1],mode:"lines",name:"a"}], title:"test", table:{columns:["x","y"],rows:[[0,1],[1,0.5]]}}, signal);
}

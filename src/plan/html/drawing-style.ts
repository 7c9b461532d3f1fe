/** Charts and graphs. */
export const DRAWING_STYLE = `figure{margin:0 0 1rem}
figure .scroll{margin-bottom:.25rem}
figcaption{font-size:.8125rem;color:var(--muted)}
svg{display:block}
.sign,.swatch,.bar{display:inline-block;vertical-align:-.125em}
.grounds{position:absolute}
svg text{font:13px system-ui,sans-serif;fill:var(--ink);unicode-bidi:isolate}
svg .small{font-size:12px;fill:var(--muted)}
svg .strong{font-weight:600;fill:var(--ink)}
svg .danger{fill:var(--danger)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0 0 0 3.25rem;font-size:.875rem;color:var(--ink)}
.swatch rect,.bar rect,.stripe{stroke:var(--edge);stroke-width:1}
.bar{overflow:visible}
.gridline{stroke:var(--line);fill:none}
.area{stroke:var(--edge);stroke-width:1;stroke-linejoin:round}
.axis{stroke:var(--muted);fill:none}
.chart .on{font-weight:600;font-variant-numeric:tabular-nums;stroke-width:4px;stroke-linejoin:round;paint-order:stroke}
.chart .current{fill:none;stroke:var(--ink);stroke-width:3}
.arrow{fill:var(--ink)}
.thin{stroke:var(--ink);fill:none;stroke-width:1.5}
.unsafe-line{stroke:var(--danger);stroke-width:2;stroke-dasharray:5 3;fill:none}
.unsafe-mark{fill:var(--danger)}
.box>rect:first-child{fill:var(--panel);stroke:var(--edge)}
.box.lost>rect:first-child{fill:var(--fill-hatch);stroke:var(--danger);stroke-width:2}
.box.lost text{fill:var(--ink)}
.edge{fill:none;stroke:var(--edge)}
.edge.none{stroke-dasharray:5 4}
.edge.losing{stroke:var(--danger)}
.tip,.selects-tip{fill:var(--edge)}
.tip.losing{fill:var(--danger)}
.share,.over{stroke:var(--paper);stroke-width:4px;stroke-linejoin:round;paint-order:stroke}
svg .share{font-weight:600;font-variant-numeric:tabular-nums}
svg .share.none{font-weight:400;fill:var(--muted)}
svg .share.losing{fill:var(--danger)}
.selects{fill:none;stroke:var(--edge);stroke-width:1.25;stroke-dasharray:1.5 3.5;stroke-linecap:round}`;

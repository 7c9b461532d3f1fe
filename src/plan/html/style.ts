import { COLOUR_STYLE } from './colours';
import { DRAWING_STYLE } from './drawing-style';
import { Markup } from './markup';
import { PRINT_STYLE } from './print-style';

const PAGE_STYLE = `*{box-sizing:border-box}
html{scroll-behavior:auto;scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,h4{line-height:1.2;margin:0;text-wrap:balance}
h1{font-size:2.25rem;letter-spacing:-.015em}
h2{font-size:1.5rem;margin-bottom:1rem;padding-top:2.5rem}
h3{font-size:1.25rem}
h4{font-size:1rem;margin:2rem 0 .5rem}
p{margin:0 0 .75rem;max-width:68ch}
ul,ol{margin:0 0 .75rem;padding-left:1.5rem}
a{color:var(--link);text-underline-offset:.15em}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
pre{margin:.25rem 0 .75rem;padding:.625rem .875rem;background:var(--panel);border:1px solid var(--line);border-radius:.375rem;white-space:pre-wrap;word-break:keep-all;line-height:1.5}
pre code{font-size:.8125rem}
.request{display:inline-block;max-width:100%;vertical-align:bottom}
.option,.count{white-space:nowrap}
.comment{color:var(--muted)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
main:focus{outline:none}
.skip{position:absolute;left:.5rem;top:-4rem;padding:.5rem 1rem;background:var(--paper);z-index:1}
.skip:focus{top:.5rem}
.page{max-width:82rem;margin:0 auto;padding:0 1.5rem 4rem}
main{min-width:0}
nav{font-size:.9375rem;padding-top:1.5rem}
nav ul,nav ol{padding-left:0;margin:0;list-style:none}
nav ol{padding-left:.875rem;border-left:1px solid var(--line);margin:.25rem 0}
@media (max-width:69.99rem){nav>ul,nav ol{display:flex;flex-wrap:wrap;gap:0 1.25rem}nav>ul>li:nth-child(2){flex-basis:100%}}
nav a{display:inline-block;padding:.125rem 0}
@media (min-width:70rem){.page{display:grid;grid-template-columns:12.5rem minmax(0,1fr);gap:3rem}
nav{position:sticky;top:0;max-height:100vh;overflow:auto;padding:2.5rem .25rem 1rem;align-self:start}}
header{padding-top:2.25rem}
.kind{font-size:.8125rem;color:var(--muted);margin:0 0 .25rem}
.summary{font-size:1.125rem;margin-top:.5rem}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.75rem 1.5rem;margin:1.25rem 0 0}
.conditions h2{font-size:1rem;padding-top:1.5rem;margin-bottom:.375rem}
.conditions ul{max-width:76ch;font-size:.9375rem}
dt,.label{font-size:.8125rem;color:var(--muted)}
dd{margin:0}
.verdict,.note{display:flex;gap:.625rem;align-items:baseline;border:1px solid;border-left-width:.375rem;border-radius:.375rem;padding:.75rem 1rem;max-width:46rem}
.verdict p{margin:0}
.note{padding:.5rem .875rem;margin-bottom:.75rem}
.verdict .sign,.note .sign{flex:none;position:relative;top:.125rem}
.verdict.safe{border-color:var(--safe);background:var(--safe-panel)}
.verdict.unsafe,.note.unsafe{border-color:var(--danger);background:var(--danger-panel)}
.note.warning{border-color:var(--warning);background:var(--warning-panel)}
.badge{display:inline-flex;gap:.25rem;align-items:center;font-size:.8125rem;font-weight:600;white-space:nowrap}
.badge.safe{color:var(--safe)}
.badge.unsafe,.lost{color:var(--danger)}
.badge.warning{color:var(--warning)}
.badge.current{border:1px solid;border-radius:1rem;padding:0 .5rem;color:var(--ink);line-height:1.35}
.sign{width:1em;height:1em;fill:currentColor}
.sign .cut{fill:none;stroke:var(--paper);stroke-width:1.8}
.verdict .sign,.note .sign{width:1.125em;height:1.125em}
.sign.safe{color:var(--safe)}
.sign.unsafe{color:var(--danger)}
.sign.warning{color:var(--warning)}
table{border-collapse:collapse;font-size:.9375rem;line-height:1.4}
caption{text-align:left;font-size:.8125rem;color:var(--muted);padding-bottom:.375rem}
th,td{text-align:left;vertical-align:top;padding:.5rem 1.25rem .5rem 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
thead th{font-size:.8125rem;border-bottom-color:var(--muted);vertical-align:bottom}
tbody th{font-weight:400;min-width:3.5rem}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.number.none{color:var(--muted)}
.scroll{overflow-x:auto;margin-bottom:1rem;position:relative}
.scroll table{min-width:34rem;overflow-wrap:break-word}
.tools td,.tools th{padding-right:1rem;min-width:5.5rem}
.tools .label,.back{display:block}
.back{font-size:.8125rem;white-space:nowrap}
.owners{width:100%;max-width:52rem;table-layout:fixed}
.step{border-top:1px solid var(--line);padding:1.75rem 0 1rem;margin-top:1.25rem}
.step .what{font-size:1.0625rem}
.head{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline;margin-bottom:.5rem}
.ordinal{color:var(--muted);font-weight:400;font-variant-numeric:tabular-nums}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:0 2.5rem}
.pair>*{min-width:0}
.pair h4{margin-top:1.25rem}
.changes{list-style:none;padding:0}
.changes li{display:flex;gap:.5rem;align-items:baseline}
.changes li>*{min-width:0}
.verb{flex:none;width:5rem;font-size:.875rem;color:var(--muted)}
.verb span{display:inline-block;width:1em;font-family:ui-monospace,monospace;font-weight:700;color:var(--ink)}
.verb.delete{color:var(--ink);font-weight:600}
.gates{padding-left:1.125rem}
.moments{list-style:none;counter-reset:moment;padding:0;border-left:2px solid var(--line);margin-left:.875rem}
.moments>li{counter-increment:moment;position:relative;padding:0 0 1.125rem 1.75rem}
.moments>li::before{content:counter(moment);position:absolute;left:-.9375rem;top:0;width:1.75rem;height:1.75rem;border-radius:50%;background:var(--paper);border:2px solid var(--muted);font-size:.8125rem;font-weight:600;line-height:1.5rem;text-align:center}
.moments>li.unsafe::before{border-color:var(--danger);color:var(--danger);background:var(--danger-panel)}
.moments>li:last-child{padding-bottom:.25rem}
.moments .changes{margin-bottom:.25rem}
.wait{margin:0;font-size:.9375rem;color:var(--muted)}
.then{display:flex;flex-wrap:wrap;gap:.125rem .625rem;align-items:center;margin:0}
.finding{border:1px solid var(--danger);border-left-width:.375rem;border-radius:.375rem;background:var(--danger-panel);padding:.75rem 1rem;margin:.625rem 0;max-width:46rem}
.finding p{margin-bottom:.375rem}
.finding dl{margin:.5rem 0 0}
.finding dd{margin-bottom:.375rem}
details{border:1px solid var(--line);border-radius:.375rem;margin-bottom:.375rem;padding:0 .875rem}
summary{cursor:pointer;padding:.375rem 0}
details p{margin:.25rem 0 0}
.digest{font-size:.8125rem;color:var(--muted);margin-top:1.5rem;max-width:none}
@media (max-width:34rem){.page{padding:0 1rem 3rem}h1{font-size:1.75rem}header{padding-top:1.25rem}}`;

/** The whole stylesheet. */
export const STYLE = Markup.trusted([COLOUR_STYLE, PAGE_STYLE, DRAWING_STYLE, PRINT_STYLE].join('\n'));

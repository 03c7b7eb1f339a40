import { syntheticChain } from '/work/main/bench/src/chain/synthetic-chain.ts';
import { diceOf, shuffledIds } from '/work/main/bench/src/chain/dice.ts';
import { LineageGraph } from '/work/main/packages/lineage/src/graph.ts';
const chain = syntheticChain(1_000_000);
const shuffled = process.argv[2] === 's';
  const map = shuffled ? shuffledIds(chain.lotCount, diceOf(1)) : undefined;
  const lots = map ? chain.rowLots.map(l => map[l - 1]!) : chain.rowLots;
  const suspect = map ? map[chain.suspect - 1]! : chain.suspect;
  const columns = { events: { id: Uint32Array.from({ length: chain.eventCount }, (_, i) => i + 1), time: Float64Array.from(chain.eventTimes, t => t * 1000) }, rows: { event: chain.rowEvents, lot: lots, role: chain.rowRoles } };
  const graph = LineageGraph.build(columns);
  const times: number[] = [];
  let c;
  for (let i = 0; i < 40; i++) { const t = process.cpuUsage(); c = graph.forward({ suspects: [{ lot: suspect }] }); times.push(process.cpuUsage(t).user/1000); }
  console.log('forward', c!.lots.length, c!.carriers.length, c!.events.length, times.sort((a,b)=>a-b).map(x => x.toFixed(1)).join(' '));

// reference: plain CSR BFS over lot->lot pairs, same run
import { pairEdges } from '/work/main/bench/src/chain/pair-edges.ts';
const pe = pairEdges(chain); const N = chain.lotCount + 1;
const off = new Uint32Array(N + 1); const P = map ? pe.parents.map(l => map[l-1]!) : pe.parents; const C = map ? pe.children.map(l => map[l-1]!) : pe.children;
for (const p of P) off[p + 1]!++; for (let i = 0; i < N; i++) off[i + 1]! += off[i]!; const nx = off.slice(); const tg = new Uint32Array(P.length); P.forEach((p, i) => { tg[nx[p]!++] = C[i]!; });
const ep = new Uint32Array(N); const q = new Uint32Array(N); const rt: number[] = []; let n = 0;
for (let k = 1; k < 30; k++) { const t = process.cpuUsage(); n = 0; q[n++] = suspect; ep[suspect] = k; for (let h = 0; h < n; h++) { const u = q[h]!; for (let e = off[u]!; e < off[u + 1]!; e++) { const v = tg[e]!; if (ep[v] !== k) { ep[v] = k; q[n++] = v; } } } rt.push(process.cpuUsage(t).user / 1000); }
console.log('reference bfs', n, rt.sort((a, b) => a - b).map(x => x.toFixed(1)).join(' '));
import { toSnapshot, fromSnapshot } from '/work/main/packages/lineage/src/snapshot.ts';
let t0 = performance.now(); const ch = toSnapshot(graph); console.log('toSnapshot', performance.now() - t0, ch.reduce((s, c) => s + c.length, 0) / 1e6, 'MB');
const buf = new Uint8Array(Buffer.concat(ch)); t0 = performance.now(); const rr = fromSnapshot(buf); console.log('fromSnapshot', performance.now() - t0, rr.ok);
t0 = performance.now(); LineageGraph.build(columns); console.log('build', performance.now() - t0);
console.log(graph.bytesPerEdge());

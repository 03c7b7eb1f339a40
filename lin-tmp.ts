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
  for (let i = 0; i < 150; i++) { const t = process.cpuUsage(); c = graph.forward({ suspects: [{ lot: suspect }] }); times.push(process.cpuUsage(t).user/1000); }
  console.log('forward', c!.lots.length, c!.carriers.length, c!.events.length, times.sort((a,b)=>a-b).map(x => x.toFixed(1)).join(' '));


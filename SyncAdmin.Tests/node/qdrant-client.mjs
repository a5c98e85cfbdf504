// Drives a server of Qdrant's REST API with Qdrant's own client, and prints what it saw as one line of JSON.
//   node qdrant-client.mjs URL KEY
import { QdrantClient } from '@qdrant/js-client-rest';

const [url, apiKey] = process.argv.slice(2);
console.warn = (text) => process.stderr.write(`${text}\n`);
const client = new QdrantClient({ url, apiKey });
const seen = {};
const id = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const number = (uuid) => Number(uuid.slice(-12));
const brand = (value) => ({ key: 'brand', match: { value } });

async function refusal(call) {
  try {
    await call();
    return null;
  } catch (error) {
    return { status: error.status, said: error.data?.status?.error };
  }
}

seen.version = (await client.versionInfo()).version;
seen.existsBefore = (await client.collectionExists('tools__v1')).exists;
await client.createCollection('tools__v1', {
  vectors: { size: 4, distance: 'Cosine', on_disk: true },
  hnsw_config: { m: 8, ef_construct: 64 },
  quantization_config: { scalar: { type: 'int8', quantile: 0.99, always_ram: true } },
});
seen.existsAfter = (await client.collectionExists('tools__v1')).exists;
seen.collections = (await client.getCollections()).collections.map((c) => c.name);
seen.twice = await refusal(() => client.createCollection('tools__v1', { vectors: { size: 4, distance: 'Cosine' } }));
seen.missing = await refusal(() => client.getCollection('nowhere'));
await client.createPayloadIndex('tools__v1', { field_name: 'brand', field_schema: 'keyword', wait: true });

seen.upsert = (await client.upsert('tools__v1', {
  wait: true,
  points: [1, 2, 3, 4, 5].map((n) => ({
    id: id(n),
    vector: [1, n, 0, 0],
    payload: { brand: n % 2 ? 'truper' : 'makita', price: n * 10, name: `niño ${n}`, _sync: { fence: n } },
  })),
})).status;
await client.upsert('tools__v1', { wait: true, batch: { ids: [id(6)], vectors: [[0, 0, 1, 0]], payloads: [{ brand: 'bosch', price: 60 }] } });
seen.integerId = await refusal(() => client.upsert('tools__v1', { wait: true, points: [{ id: 7, vector: [1, 0, 0, 0] }] }));
seen.wrongSize = await refusal(() => client.upsert('tools__v1', { wait: true, points: [{ id: id(7), vector: [1, 0] }] }));

// A conditional update: what has a fence above 3 stays as it is; what is new is inserted.
await client.upsert('tools__v1', {
  wait: true,
  points: [3, 4, 7].map((n) => ({ id: id(n), vector: [0, 0, 0, 1], payload: { brand: 'late', _sync: { fence: 3 } } })),
  update_filter: { must_not: [{ key: '_sync.fence', range: { gt: 3 } }] },
});
seen.late = (await client.scroll('tools__v1', { filter: { must: [brand('late')] } })).points.map((p) => number(p.id));
await client.delete('tools__v1', { wait: true, points: [id(7)] });

const info = await client.getCollection('tools__v1');
seen.info = {
  status: info.status,
  points: info.points_count,
  vectors: info.config.params.vectors,
  m: info.config.hnsw_config.m,
  quantization: info.config.quantization_config,
  indexes: Object.fromEntries(Object.entries(info.payload_schema).map(([field, of]) => [field, of.data_type])),
};

const query = async (filter, more) => (await client.query('tools__v1', { query: [1, 1, 0, 0], limit: 3, with_payload: true, filter, ...more })).points;
seen.nearest = (await query()).map((p) => number(p.id));
seen.nearestOfBrand = (await query({ must: [brand('makita')] })).map((p) => [number(p.id), p.payload.brand]);
seen.nearestCheap = (await query({ must: [{ key: 'price', range: { gte: 20, lt: 50 } }], must_not: [{ has_id: [id(2)] }] })).map((p) => number(p.id));
seen.nearestOfAny = (await query({ should: [{ key: 'brand', match: { any: ['bosch'] } }, { key: 'price', match: { value: 10 } }] })).map((p) => number(p.id));
seen.threshold = (await query(undefined, { score_threshold: 0.99 })).map((p) => number(p.id));
seen.score = (await query())[0].score;

seen.pages = [];
for (let offset; offset !== null;) {
  const page = await client.scroll('tools__v1', { limit: 2, offset, with_payload: ['brand'], with_vector: true });
  seen.pages.push(page.points.map((p) => [number(p.id), Object.keys(p.payload).join(), p.vector.length]));
  offset = page.next_page_offset;
}

seen.count = (await client.count('tools__v1', { exact: true })).count;
seen.countOfBrand = (await client.count('tools__v1', { filter: { must: [brand('truper')] } })).count;
seen.retrieved = (await client.retrieve('tools__v1', { ids: [id(1), id(99)], with_vector: false })).map((p) => p.payload.name);

await client.setPayload('tools__v1', { payload: { stock: 5 }, points: [id(1)] });
await client.overwritePayload('tools__v1', { payload: { only: true }, filter: { must: [{ has_id: [id(2)] }] } });
await client.deletePayload('tools__v1', { keys: ['price'], points: [id(1)] });
await client.batchUpdate('tools__v1', { operations: [{ overwrite_payload: { payload: { brand: 'batch' }, filter: { must: [{ has_id: [id(5)] }] } } }, { delete: { points: [id(6)] } }] });
seen.setOnMissing = (await refusal(() => client.setPayload('tools__v1', { payload: { a: 1 }, points: [id(99)] })))?.status;
seen.payloads = (await client.retrieve('tools__v1', { ids: [id(1), id(2), id(5)] }))
  .sort((a, b) => number(a.id) - number(b.id))
  .map((p) => Object.keys(p.payload).filter((key) => key !== '_sync').sort().join());

await client.createCollection('tools__v2', { vectors: { size: 4, distance: 'Dot' } });
await client.updateCollectionAliases({ actions: [{ create_alias: { alias_name: 'tools', collection_name: 'tools__v1' } }] });
seen.countByAlias = (await client.count('tools')).count;
await client.updateCollectionAliases({ actions: [{ delete_alias: { alias_name: 'tools' } }, { create_alias: { alias_name: 'tools', collection_name: 'tools__v2' } }] });
seen.aliases = (await client.getAliases()).aliases;
seen.aliasesOfFirst = (await client.getCollectionAliases('tools__v1')).aliases;
seen.countBehindSwitchedAlias = (await client.count('tools')).count;

await client.delete('tools__v1', { wait: true, filter: { must: [{ key: 'stock', match: { value: 5 } }] } });
await client.delete('tools__v1', { wait: true, points: [id(2), id(98)] });
seen.left = (await client.scroll('tools__v1', {})).points.map((p) => number(p.id));
await client.deletePayloadIndex('tools__v1', 'brand');
seen.indexesAfter = Object.keys((await client.getCollection('tools__v1')).payload_schema);
seen.deleted = await client.deleteCollection('tools__v1');
seen.deletedAgain = await client.deleteCollection('tools__v1');
await client.deleteCollection('tools__v2');
seen.end = (await client.getCollections()).collections.length + (await client.getAliases()).aliases.length;
process.stdout.write(`${JSON.stringify(seen)}\n`);
process.exit(0);

// Reads and appends as an application of Emmett does: a line of JSON in for each, a line of JSON out.
import { readFileSync } from "node:fs";

const [kind, target] = process.argv.slice(2);
const opened = {
  sqlite: async () => {
    const { getSQLiteEventStore } = await import("@event-driven-io/emmett-sqlite");
    return getSQLiteEventStore({ fileName: target, schema: { autoMigration: "CreateOrUpdate" } });
  },
  postgresql: async () => (await import("@event-driven-io/emmett-postgresql")).getPostgreSQLEventStore(target),
};
const plain = (_key, value) => (typeof value === "bigint" ? Number(value) : value);
const store = await opened[kind]();

const appended = (stream, events, expected) =>
  store.appendToStream(stream, events, { expectedStreamVersion: BigInt(expected) }).then(
    ({ nextExpectedStreamVersion }) => ({ version: nextExpectedStreamVersion }),
    (error) => ({ refused: error.message }),
  );
const read = async (stream) => {
  const { currentStreamVersion, events } = await store.readStream(stream);
  return { version: currentStreamVersion, events };
};

for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const { stream, events, expected } = JSON.parse(line);
  console.log(JSON.stringify(await (events ? appended(stream, events, expected) : read(stream)), plain));
}
await store.close?.();

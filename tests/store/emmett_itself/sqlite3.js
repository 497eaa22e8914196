// The interface of npm's `sqlite3`, as far as Emmett uses it, over a SQLite that needs no compiler.
const { Database: Wasm } = require("node-sqlite3-wasm");

const plain = (value) => (typeof value === "boolean" ? Number(value) : value);
const bound = (value) => (value !== null && typeof value === "object" ? String(value) : plain(value));

class Database {
  #database;

  constructor(file) {
    this.#database = new Wasm(file);
  }

  run(sql, ...rest) {
    return this.#make("run", sql, rest);
  }

  all(sql, ...rest) {
    return this.#make("all", sql, rest);
  }

  get(sql, ...rest) {
    return this.#make("get", sql, rest);
  }

  close() {
    this.#database.close();
  }

  #make(how, sql, rest) {
    const done = rest.find((one) => typeof one === "function") ?? (() => {});
    const values = (rest.find(Array.isArray) ?? []).map(bound);
    let result;
    try {
      result = this.#database[how](sql, values);
    } catch (error) {
      const constraint = error.message.includes("constraint failed");
      done.call(this, Object.assign(error, { code: "SQLITE_ERROR", errno: constraint ? 19 : 1 }));
      return;
    }
    done.call({ changes: result?.changes, lastID: result?.lastInsertRowid }, null, result ?? undefined);
  }
}

module.exports = { Database, OPEN_READWRITE: 2, OPEN_CREATE: 4, OPEN_URI: 64 };

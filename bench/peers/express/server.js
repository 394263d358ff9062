'use strict';

/*
 * The three shop endpoints as an ordinary Express program: the same table, tenant transaction,
 * rules for a new product and bytes of JSON as Banyan's catalogue, and a line of the access log
 * for each request. No other middleware but the body parser, no metrics: what Banyan does beyond
 * this counts against Banyan.
 */

const { createHash, randomUUID } = require('node:crypto');
const { createWriteStream } = require('node:fs');
const express = require('express');
const morgan = require('morgan');
const { Pool, types } = require('pg');

const BIGINT = 20;
const TIMESTAMPTZ = 1184;
const TENANT = 'main';
const LIMIT_DEFAULT = 20;
const LIMIT_MAX = 100;
const COLUMNS =
  'id, sku, name, description, status, amount_minor, currency, version, created_at, updated_at';

// Amounts stay below 2^53 by rule; a Date would lose the microseconds.
types.setTypeParser(BIGINT, Number);
types.setTypeParser(TIMESTAMPTZ, instant);

const pool = new Pool({
  host: process.env.PEER_DATABASE_HOST,
  port: Number(process.env.PEER_DATABASE_PORT),
  database: process.env.PEER_DATABASE_NAME,
  user: process.env.PEER_DATABASE_USER,
  password: process.env.PEER_DATABASE_PASSWORD,
  max: Number(process.env.PEER_DATABASE_CONNECTIONS),
  idleTimeoutMillis: 60_000,
});

// Named statements are prepared once for each connection, as JDBC does by itself.
const SET = {
  name: 'set',
  text: `SELECT set_config('banyan.tenant', $1, true),
                set_config('search_path', $2, true),
                set_config('statement_timeout', $3, true),
                set_config('lock_timeout', $4, true),
                set_config('idle_in_transaction_session_timeout', $5, true)`,
  values: [TENANT, 'catalog, pg_temp', '15000ms', '5000ms', '30000ms'],
};
const BY_ID = { name: 'by-id', text: `SELECT ${COLUMNS} FROM products WHERE id = $1` };
const NEWEST = {
  name: 'newest',
  text: `SELECT ${COLUMNS} FROM products WHERE true ORDER BY id DESC LIMIT $1`,
};
const INSERT = {
  name: 'insert',
  text: `INSERT INTO products (${COLUMNS})
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
};

/** Runs work in a transaction of the tenant. */
async function transact(begin, work) {
  const client = await pool.connect();
  try {
    await client.query(begin);
    await client.query(SET);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (failure) {
    await client.query('ROLLBACK');
    throw failure;
  } finally {
    client.release();
  }
}

/** PostgreSQL's text of a moment as ISO 8601 with no, three or six decimals. */
function instant(text) {
  const point = text.indexOf('.');
  const zone = text.lastIndexOf('+');
  const seconds = `${text.slice(0, 10)}T${text.slice(11, 19)}`;
  if (point < 0) {
    return `${seconds}Z`;
  }
  const decimals = text.slice(point + 1, zone);
  return `${seconds}.${decimals.padEnd(decimals.length <= 3 ? 3 : 6, '0')}Z`;
}

function view(row) {
  return {
    id: row.id,
    sku: row.sku,
    name: row.name,
    description: row.description,
    status: row.status,
    price: { amountMinor: row.amount_minor, currency: row.currency },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The cursor behind a product in the list without filters, as Banyan makes it. */
function cursor(last) {
  const place = ['catalog.products/1', TENANT, 'any', 'any', last].join('\0');
  const digest = createHash('sha256').update(place).digest();
  const id = Buffer.from(last.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, digest.subarray(0, 8)]).toString('base64url');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SKU = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;
const NAME = /^[^\u0000-\u0020\u007F-\u009F]([^\u0000-\u001F\u007F-\u009F]*[^\u0000-\u0020\u007F-\u009F])?$/;
const DESCRIPTION = /^[^\u0000-\u0009\u000B-\u001F\u007F-\u009F]*$/;
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const MEMBERS = new Set(['sku', 'name', 'description', 'price']);

/** Everything that is wrong with a new product. */
function violations(body) {
  if (typeof body !== 'object' || body === null) {
    return ['the body must be an object'];
  }
  const found = [];
  const text = (name, value, min, max, form) => {
    if (typeof value !== 'string' || value.length < min || value.length > max || !form.test(value)) {
      found.push(`/${name} is not in its form`);
    }
  };
  text('sku', body.sku, 1, 40, SKU);
  text('name', body.name, 1, 120, NAME);
  text('description', body.description ?? '', 0, 2000, DESCRIPTION);
  const amount = body.price?.amountMinor;
  if (!Number.isInteger(amount) || amount < 0 || amount > 1_000_000_000_000) {
    found.push('/price/amountMinor must be from 0 to 1000000000000');
  }
  if (!CURRENCIES.has(body.price?.currency)) {
    found.push('/price/currency must be a currency code of ISO 4217');
  }
  for (const name of Object.keys(body)) {
    if (!MEMBERS.has(name)) {
      found.push(`/${name} is not a member of this object`);
    }
  }
  return found;
}

/** A UUIDv7 (RFC 9562 section 5.7): milliseconds, then random bits. */
function newId() {
  const millis = Date.now().toString(16).padStart(12, '0');
  return `${millis.slice(0, 8)}-${millis.slice(8)}-7${randomUUID().slice(15)}`;
}

function problem(response, status, detail) {
  response.status(status).type('application/problem+json').send(JSON.stringify({ status, detail }));
}

const shop = express();
shop.disable('x-powered-by');
// Tags are the product's version; Express would hash each body for one of its own.
shop.disable('etag');
shop.use(morgan('combined', { stream: createWriteStream('access.log') }));
shop.use(express.json({ limit: '1mb' }));

shop.get('/api/v1/products/:id', async (request, response) => {
  const { id } = request.params;
  if (!UUID.test(id)) {
    problem(response, 422, 'path:id must be a UUID');
    return;
  }
  const { rows } = await transact('BEGIN READ ONLY', (client) =>
    client.query({ ...BY_ID, values: [id] }),
  );
  if (rows.length === 0) {
    problem(response, 404, `no product has the id ${id}`);
    return;
  }
  response.set('ETag', `"${rows[0].version}"`).json(view(rows[0]));
});

shop.get('/api/v1/products', async (request, response) => {
  const limit = Number(request.query.limit ?? LIMIT_DEFAULT);
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    problem(response, 422, `query:limit must be from 1 to ${LIMIT_MAX}`);
    return;
  }
  const { rows } = await transact('BEGIN READ ONLY', (client) =>
    client.query({ ...NEWEST, values: [limit + 1] }),
  );
  const items = rows.slice(0, limit).map(view);
  response.json(rows.length > limit ? { items, next: cursor(items.at(-1).id) } : { items });
});

shop.post('/api/v1/products', async (request, response) => {
  const wrong = violations(request.body);
  if (wrong.length > 0) {
    problem(response, 422, wrong.join('; '));
    return;
  }
  const { sku, name, description = '', price } = request.body;
  const now = new Date().toISOString();
  const row = {
    id: newId(),
    sku,
    name,
    description,
    status: 'active',
    amount_minor: price.amountMinor,
    currency: price.currency,
    version: 1,
    created_at: now,
    updated_at: now,
  };
  const { rowCount } = await transact('BEGIN', (client) =>
    client.query({ ...INSERT, values: Object.values(row) }),
  );
  if (rowCount === 0) {
    problem(response, 409, `the SKU ${sku} is taken`);
    return;
  }
  response
    .status(201)
    .location(`/api/v1/products/${row.id}`)
    .set('ETag', '"1"')
    .json(view(row));
});

const server = shop.listen(Number(process.env.PEER_PORT), '127.0.0.1', () => {
  console.log(`ready on ${server.address().port}`);
});
// A connection that waits for its next request is kept as long as Banyan keeps it.
server.keepAliveTimeout = 60_000;
process.on('SIGTERM', () => server.close(() => pool.end().then(() => process.exit(0))));

'use strict';

/*
 * The legacy system that keeps the orders of a shop, as it may stand behind Banyan before a module
 * takes them over: an Express application on the same database, with words of its own. It knows
 * nothing of Banyan; an adapter translates.
 */

const express = require('express');
const { Pool, types } = require('pg');

const BIGINT = 20;
const LIMIT_DEFAULT = 20;
const LIMIT_MAX = 100;

// Amounts stay below 2^53 by rule.
types.setTypeParser(BIGINT, Number);

const pool = new Pool({ connectionString: process.env.LEGACY_DATABASE, max: 4 });

const NEWEST = `
  SELECT id, state, placed_by, currency, total_minor,
         to_char(placed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS placed,
         to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed,
         (SELECT json_agg(json_build_object('sku', sku, 'pieces', quantity, 'each', unit_minor)
                          ORDER BY line)
          FROM orders.order_lines WHERE order_id = orders.id) AS positions
  FROM orders.orders
  WHERE tenant_id = 'main' AND ($1::text IS NULL OR state = $1)
  ORDER BY id DESC LIMIT $2`;

const legacy = express();

legacy.get('/orders', async (request, response) => {
  const limit = Math.min(Number(request.query.limit ?? LIMIT_DEFAULT), LIMIT_MAX);
  const { rows } = await pool.query(NEWEST, [request.query.status ?? null, limit]);
  response.json({ orders: rows.map(order) });
});

function order(row) {
  const money = (amountMinor) => ({ amountMinor, currency: row.currency });
  return {
    orderId: row.id,
    state: row.state,
    positions: row.positions.map(({ sku, pieces, each }) => ({ sku, pieces, each: money(each) })),
    sum: money(row.total_minor),
    buyer: row.placed_by,
    placedAt: row.placed,
    updatedAt: row.changed,
  };
}

const server = legacy.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));

// The test that started it holds its input open: without the test it ends by itself.
process.stdin.resume().on('end', () => process.exit(0));

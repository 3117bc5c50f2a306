import { z } from 'zod';
import type { Product, ProductId } from '../../contract/index.ts';
import { AppError } from '../base/index.ts';
import type { Library } from '../db/index.ts';

interface Row {
  id: ProductId;
  name: string;
  brand: string | null;
  category: string | null;
  aliases: string | null;
  videos: number;
}

export type ProductFields = Pick<Product, 'name' | 'aliases'> & {
  brand?: string | undefined;
  category?: string | undefined;
};

const select = `SELECT p.id, p.name, p.brand, p.category, p.aliases,
  (SELECT count(*) FROM video_products v WHERE v.product_id = p.id) AS videos FROM products p`;

/** Those that most videos name first. */
export function listProducts({ db }: Library): Product[] {
  return db.$client
    .prepare<[], Row>(`${select} ORDER BY videos DESC, p.name COLLATE NOCASE`)
    .all()
    .map(toProduct);
}

/** Errors: `product.notFound`. */
export function getProduct({ db }: Library, id: ProductId): Product {
  const row = db.$client.prepare<[ProductId], Row>(`${select} WHERE p.id = ?`).get(id);
  if (row === undefined) throw new AppError('product.notFound', `Product ${id} not found.`);
  return toProduct(row);
}

/** A product that records name already gets the fields. Errors: `product.nameTaken`. */
export function addProduct(library: Library, fields: ProductFields): Product {
  const taken = library.db.$client
    .prepare<[string], Row>(`${select} WHERE p.name = ? COLLATE NOCASE`)
    .get(fields.name);
  if (taken !== undefined && (taken.aliases !== null || taken.brand !== null)) {
    throw nameTaken(fields.name);
  }
  if (taken !== undefined) return editProduct(library, taken.id, fields);
  const { lastInsertRowid } = library.db.$client
    .prepare('INSERT INTO products (name) VALUES (?)')
    .run(fields.name);
  return editProduct(library, Number(lastInsertRowid) as ProductId, fields);
}

/** Errors: `product.notFound`, `product.nameTaken`. */
export function editProduct(library: Library, id: ProductId, fields: ProductFields): Product {
  getProduct(library, id);
  const { $client } = library.db;
  const other = $client
    .prepare('SELECT 1 FROM products WHERE name = ? COLLATE NOCASE AND id <> ?')
    .get(fields.name, id);
  if (other !== undefined) throw nameTaken(fields.name);
  const aliases = [...new Set(fields.aliases)].filter((alias) => alias !== fields.name);
  $client
    .prepare('UPDATE products SET name = ?, brand = ?, category = ?, aliases = ? WHERE id = ?')
    .run(fields.name, fields.brand ?? null, fields.category ?? null, JSON.stringify(aliases), id);
  return getProduct(library, id);
}

/** With all that videos are said to show of it. Errors: `product.notFound`. */
export function removeProduct(library: Library, id: ProductId): Product {
  const product = getProduct(library, id);
  library.db.$client.prepare('DELETE FROM video_products WHERE product_id = ?').run(id);
  library.db.$client.prepare('DELETE FROM products WHERE id = ?').run(id);
  return product;
}

/** The other one gets its names, videos and judgements. Errors: `product.notFound`. */
export function mergeProducts(library: Library, id: ProductId, intoId: ProductId): Product {
  const [from, into] = [getProduct(library, id), getProduct(library, intoId)];
  if (id === intoId) return into;
  const { $client } = library.db;
  for (const table of ['video_products', 'product_judgements']) {
    $client
      .prepare(`UPDATE OR IGNORE ${table} SET product_id = ? WHERE product_id = ?`)
      .run(...[intoId, id]);
  }
  removeProduct(library, id);
  const aliases = [...into.aliases, from.name, ...from.aliases];
  const { name, brand = from.brand, category = from.category } = into;
  return editProduct(library, intoId, { name, brand, category, aliases });
}

function nameTaken(name: string): AppError {
  return new AppError('product.nameTaken', `There is a product named ${name}.`);
}

const aliasesSchema = z.array(z.string().max(200)).max(500);

/** A library may come from anywhere: a list of names that is damaged is none. */
function toProduct({ brand, category, aliases, ...row }: Row): Product {
  const parsed = aliasesSchema.safeParse(parseJson(aliases ?? '[]'));
  return {
    ...row,
    ...(brand !== null && { brand }),
    ...(category !== null && { category }),
    aliases: parsed.data ?? [],
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

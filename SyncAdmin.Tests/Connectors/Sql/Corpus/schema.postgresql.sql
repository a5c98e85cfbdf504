CREATE TABLE products (id int PRIMARY KEY, code varchar(40), name text, brand text, brand_id int, category_id int, parent_id int, price numeric(12,2), cost numeric(12,2),
    stock int, active boolean, deleted boolean, note text, size text, tags text[], data jsonb, doc xml, created_at timestamptz, updated_at timestamptz,
    inserted_by text, into_stock int, created date, dropped date, callback text, a$b int, "order" int, "into" int, "update" int, "delete" int, "call" int);
CREATE TABLE "Products" ("Id" int, "into" int, "delete" int);
CREATE TABLE old_products (id int PRIMARY KEY, code varchar(40), name text, brand text);
CREATE TABLE brands (id int PRIMARY KEY, name text, country char(2), updated_at timestamptz);
CREATE TABLE categories (id int PRIMARY KEY, name varchar(80), parent_id int);
CREATE TABLE stock (id int, product_id int, quantity int);
CREATE TABLE prices (product_id int, price numeric(12,2), valid_from date, valid_to date);
CREATE TABLE orders (id int PRIMARY KEY, ordered_at timestamptz, status text, total numeric(12,2));
CREATE TABLE order_lines (order_id int, line int, product_id int, quantity int);
CREATE TABLE translations (product_id int, lang char(2), name text);
CREATE TABLE catálogo (código text, descripción text, año int);
CREATE TABLE artículos (código text, descripción text);
CREATE TABLE "artículos 🔧" ("código" text, "año 📅" int);
CREATE TABLE "odd names" ("update" int, "delete" int, "insert" int, "select" int, "call" int, "execute" int);
CREATE SCHEMA s;
CREATE TABLE s.products (id int PRIMARY KEY)

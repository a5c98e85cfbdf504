CREATE TABLE products (id INT NOT NULL, code VARCHAR(40), name VARCHAR(200), brand VARCHAR(80), brand_id INT, category_id INT, parent_id INT,
    price DECIMAL(12,2), price$ DECIMAL(12,2), cost DECIMAL(12,2), stock INT, active TINYINT(1), deleted TINYINT(1), note TEXT, size VARCHAR(20), tags VARCHAR(200), data JSON,
    created_at DATETIME, updated_at DATETIME(6), inserted_by VARCHAR(40), into_stock INT, created DATETIME, dropped DATETIME, callback VARCHAR(40),
    a VARCHAR(10), b VARCHAR(10), `a``b` INT, `order` INT, `update` INT, `delete` INT, `call` INT,
    PRIMARY KEY (id), INDEX ix_code (code), INDEX ix_brand (brand), FULLTEXT INDEX ix_name (name));
CREATE TABLE parts (id INT NOT NULL PRIMARY KEY, name VARCHAR(40)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN MAXVALUE);
CREATE TABLE history (id INT NOT NULL PRIMARY KEY, name VARCHAR(40)) WITH SYSTEM VERSIONING;
CREATE TABLE old_products (id INT PRIMARY KEY, code VARCHAR(40), name VARCHAR(200), brand VARCHAR(80));
CREATE TABLE brands (id INT PRIMARY KEY, name VARCHAR(80), country CHAR(2), updated_at DATETIME(6));
CREATE TABLE categories (id INT PRIMARY KEY, name VARCHAR(80), parent_id INT);
CREATE TABLE stock (id INT, product_id INT, quantity INT);
CREATE TABLE prices (product_id INT, price DECIMAL(12,2), valid_from DATE, valid_to DATE);
CREATE TABLE orders (id INT PRIMARY KEY, ordered_at DATETIME, status VARCHAR(10), total DECIMAL(12,2));
CREATE TABLE order_lines (order_id INT, line INT, product_id INT, quantity INT);
CREATE TABLE translations (product_id INT, lang CHAR(2), name VARCHAR(200));
CREATE TABLE catálogo (código VARCHAR(9), descripción VARCHAR(90), año INT);
CREATE TABLE artículos (código VARCHAR(9), descripción VARCHAR(90), `año natural` INT);
CREATE TABLE `odd names` (`update` INT, `delete` INT, `insert` INT, `replace` INT, `select` INT, `call` INT, `handler` INT);
CREATE TABLE `update` (`delete` INT, `into` INT, `call` INT);
CREATE DATABASE IF NOT EXISTS shop;
CREATE DATABASE IF NOT EXISTS s;
CREATE TABLE IF NOT EXISTS shop.products (id INT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS s.products (id INT PRIMARY KEY)

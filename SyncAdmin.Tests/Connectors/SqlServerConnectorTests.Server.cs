using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.SqlServer;
using SyncAdmin.Core.Errors;
using SyncAdmin.Tests.Servers.Tds;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>What is SQL Server's own: certificates, rights, transactions, locks.</content>
public sealed partial class SqlServerConnectorTests
{
    // There is no read-only transaction to refuse it: what was written is undone, whatever else happens.
    [Fact]
    public override async Task What_passes_the_guard_and_writes_is_stopped_by_the_transaction()
    {
        CreateProducts(1);
        CreateWritingFunction();
        var connector = Connect();
        await Record.ExceptionAsync(() => PagesAsync(connector, Products("SELECT id, code, dbo.sneak() AS name FROM products")));
        Assert.Contains(Sent(), statement => statement.Text.Contains("dbo.sneak()", StringComparison.Ordinal));
        Assert.Equal(1, await connector.CountAsync(Products(), CancellationToken.None));
        Assert.Equal(SqlServerStatements.End, Sent()[^1].Text);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_refused_when_it_is_to_be_checked_and_its_own_file_makes_it_trusted()
    {
        CreateProducts(1);
        var refused = await TestAsync(("tls", "verify"));
        Assert.Equal(ErrorCatalog.SourceTlsFailed, refused.Problem?.Error);

        var (right, wrong) = (Path.Combine(Directory, "right.pem"), Path.Combine(Directory, "wrong.pem"));
        await File.WriteAllTextAsync(right, TdsServer.Shared.Certificate.ExportCertificatePem());
        using (var other = TdsCertificates.SelfSigned())
        {
            await File.WriteAllTextAsync(wrong, other.ExportCertificatePem());
        }

        Assert.Equal(ErrorCatalog.SourceTlsFailed, (await TestAsync(("tls", "verify"), ("serverCertificate", wrong))).Problem?.Error);
        Assert.Equal(ErrorCatalog.SourceTlsFailed, (await TestAsync(("tls", "verify"), ("serverCertificate", wrong + ".missing"))).Problem?.Error);
        var verified = await TestAsync(("tls", "verify"), ("serverCertificate", right));
        Assert.Null(verified.Problem);
        Assert.DoesNotContain(verified.Warnings, warning => warning.Contains("certificate", StringComparison.Ordinal));
        Assert.True(Login().Encrypted);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("prefer", true)]
    [InlineData("require", true)]
    [InlineData("off", false)]
    public async Task Connections_are_encrypted_by_default_and_say_that_they_mean_to_read(string? tls, bool encrypted)
    {
        Assert.Null((await TestAsync(("tls", tls))).Problem);
        var login = Login();
        Assert.Equal((encrypted, true, "SyncAdmin"), (login.Encrypted, login.ReadOnlyIntent, login.Application));
    }

    [Fact]
    public async Task TestAsync_tells_version_and_edition() =>
        Assert.Matches(@"^SQL Server \d+\.\d+.*, \w+", (await TestAsync()).ServerVersion);

    [Fact]
    public async Task What_a_login_may_write_is_told_right_by_right()
    {
        CreateProducts(1);
        Execute("CREATE TABLE notes (id int PRIMARY KEY)");
        var (name, password) = CreateReader();
        (string, object?)[] reader = [("username", name), ("password", password)];
        Assert.Empty((await TestAsync(reader)).WriteRights);

        Execute($"GRANT INSERT, UPDATE ON notes TO {name}");
        Assert.Equal(["INSERT, UPDATE on dbo.notes"], (await TestAsync(reader)).WriteRights);

        TdsServer.Shared.AddUser(new TdsUser(name + "_writer", "w", TdsRights.ReadWrite));
        var writer = (await TestAsync(("username", name + "_writer"), ("password", "w"))).WriteRights;
        Assert.Equal($"DELETE, INSERT, UPDATE on database {_database.Name} (db_datawriter)", Assert.Single(writer));
        Assert.Equal(["everything on the server (sysadmin)"], (await TestAsync()).WriteRights);
    }

    [Fact]
    public async Task A_since_that_the_server_wants_declared_is_declared_as_a_moment()
    {
        await using var server = TdsServer.Start(new TdsServerOptions());
        server.Database.Execute("CREATE TABLE items (id int PRIMARY KEY, code varchar(9), changed datetime2(7))");
        server.Faults.Next(new TdsFault.Error(11508, "The undeclared parameter '@since' is used more than once in the batch being analyzed."), "sp_describe");
        var query = new SourceQuery("SELECT id, code, changed FROM items WHERE changed > {{since}} AND changed <> {{since}}", ["id"], "code", "changed");
        var check = await Connect(("port", server.Port), ("database", "shop")).ValidateAsync(query, CancellationToken.None);
        Assert.Null(check.Problem);
        var declared = server.Statements.Where(statement => statement.Text.Contains("sp_describe", StringComparison.Ordinal)).Select(statement => statement.Parameters[1].Value);
        Assert.Equal(["@offset bigint, @limit bigint", "@offset bigint, @limit bigint, @since datetime2(7)"], declared.Take(2));
    }

    [Fact]
    public async Task A_snapshot_that_another_database_does_not_allow_is_done_without()
    {
        CreateProducts(3);
        TdsServer.Shared.Faults.Next(new TdsFault.Error(3952, "Snapshot isolation transaction failed accessing database 'other' because snapshot isolation is not allowed in this database."), $"COUNT_BIG(*) FROM (SELECT id, '{_database.Name}'");
        Assert.Equal(3, await Connect().CountAsync(Products($"SELECT id, '{_database.Name}' AS code FROM products"), CancellationToken.None));
        Assert.Contains(Sent(), statement => statement.Text == SqlServerStatements.BeginWithoutSnapshot);
    }

    [Theory]
    [InlineData(1222, "Lock request time out period exceeded.", "SYNC-1072")]
    [InlineData(1205, "Transaction was deadlocked on lock resources with another process and has been chosen as the deadlock victim.", "SYNC-1072")]
    [InlineData(3906, "Failed to update database because the database is read-only.", "SYNC-1045")]
    [InlineData(230, "The SELECT permission was denied on the column 'price' of the object 'products'.", "SYNC-1017")]
    [InlineData(300, "VIEW SERVER STATE permission was denied on object 'server', database 'master'.", "SYNC-1017")]
    [InlineData(8134, "Divide by zero error encountered.", "SYNC-1043")]
    public async Task What_the_server_says_has_a_code_of_its_own(int number, string message, string code)
    {
        CreateProducts(1);
        TdsServer.Shared.Faults.Next(new TdsFault.Error(number, message), $"COUNT_BIG(*) FROM (SELECT id, '{_database.Name}'");
        var problem = await ProblemOfAsync(() => Connect().CountAsync(Products($"SELECT id, '{_database.Name}' AS code FROM products"), CancellationToken.None));
        Assert.Equal(code, problem.Code);
        Assert.Equal(message, problem.Detail);
    }

    [Fact]
    public async Task A_page_that_is_cut_off_is_an_error_and_never_the_end()
    {
        CreateProducts(3_000);
        foreach (TdsFault fault in (TdsFault[])[new TdsFault.Drop(500), new TdsFault.Cut(500)])
        {
            TdsServer.Shared.Faults.Next(fault, $"q.* FROM (SELECT id, '{_database.Name}' AS code FROM products) AS q WHERE q.[id] >");
            var problem = await ProblemOfAsync(() => PagesAsync(Connect(), Products($"SELECT id, '{_database.Name}' AS code FROM products")));
            Assert.Equal(ErrorCatalog.SourceConnectionLost, problem.Error);
        }
    }

    [Fact]
    public async Task The_readable_copy_of_a_database_is_told_of()
    {
        _database.HasReadableCopy = true;
        Assert.Contains((await TestAsync()).Warnings, warning => warning.Contains("read only", StringComparison.Ordinal));
    }

    private List<TdsStatement> Sent() => [.. TdsServer.Shared.Statements.Where(statement => statement.Database == _database.Name)];

    private TdsLogin Login() => TdsServer.Shared.Logins.Last(login => login.Database == _database.Name);
}

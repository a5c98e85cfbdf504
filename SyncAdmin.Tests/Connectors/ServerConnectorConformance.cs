using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <summary>What only a database behind a network and a login can get wrong.</summary>
public abstract partial class ServerConnectorConformance : ConnectorConformance
{
    /// <summary>A login that may SELECT from <c>products</c> only; its name and password.</summary>
    protected abstract (string Name, string Password) CreateReader();

    /// <summary>Ends every connection to this test's database, as an administrator or a restart would.</summary>
    protected abstract void EndConnections();

    /// <summary>A function <c>sneak()</c> that inserts a row into <c>products</c> and gives a number: nothing that the guard can know.</summary>
    protected abstract void CreateWritingFunction();

    /// <summary>How <c>sneak()</c> is called.</summary>
    protected virtual string Sneak => "sneak()";

    /// <summary>What the test says of a connection with no word about TLS.</summary>
    protected virtual string TlsWarning => "not encrypted";

    /// <summary>Settings that lead to a server without TLS.</summary>
    protected virtual (string Name, object? Value)[] WithoutTls => [];

    protected async Task<ConnectionTest> TestAsync(params (string Name, object? Value)[] changes) => await Connect(changes).TestAsync(CancellationToken.None);

    [Fact]
    public async Task TestAsync_tells_version_latency_and_what_is_worth_a_look()
    {
        CreateProducts(1);
        var test = await TestAsync();
        Assert.Null(test.Problem);
        Assert.True(test.Succeeded);
        Assert.Matches(@"\d+\.\d+", test.ServerVersion);
        Assert.InRange(test.Latency!.Value, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(30));
        Assert.Contains(test.Warnings, warning => warning.Contains(TlsWarning, StringComparison.Ordinal));
        Assert.Contains(test.Warnings, warning => warning.Contains("may write", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TestAsync_has_nothing_to_say_of_a_login_that_only_reads_and_a_connection_meant_to_be_open()
    {
        CreateProducts(1);
        var (name, password) = CreateReader();
        var test = await TestAsync(("username", name), ("password", password), ("tls", "off"));
        Assert.Null(test.Problem);
        Assert.Empty(test.Warnings);
        Assert.Empty(test.WriteRights);
        Assert.Null(test.WriteRemedy);
    }

    [Fact]
    public async Task An_unknown_host_is_told_from_a_closed_port_and_from_a_server_of_another_kind()
    {
        Assert.Equal(ErrorCatalog.SourceHostUnknown, (await TestAsync(("host", "no-such-host.invalid"))).Problem?.Error);
        Assert.Equal(ErrorCatalog.SourceHostUnknown, (await TestAsync(("host", "0"))).Problem?.Error); // An address, but nobody's.
        Assert.Equal(ErrorCatalog.SourcePortClosed, (await TestAsync(("port", FreePort.Next()))).Problem?.Error);
        var other = Type is "mysql" ? PostgresServer.Shared.Port : MariaDbServer.Shared.Port;
        var problem = (await TestAsync(("port", other))).Problem;
        Assert.Contains(problem?.Error, new[] { ErrorCatalog.SourceConnectionFailed, ErrorCatalog.SourceTlsFailed, ErrorCatalog.SourceHostUnreachable });
    }

    [Fact]
    public async Task A_server_without_TLS_is_refused_when_TLS_is_required_or_verified()
    {
        Assert.Equal(ErrorCatalog.SourceTlsMissing, (await TestAsync([.. WithoutTls, ("tls", "require")])).Problem?.Error);
        Assert.Equal(ErrorCatalog.SourceTlsMissing, (await TestAsync([.. WithoutTls, ("tls", "verify")])).Problem?.Error);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_database_are_told_apart_without_showing_the_password()
    {
        CreateProducts(1);
        var (name, password) = CreateReader();
        var refused = await TestAsync(("username", name), ("password", "wr0ng-s3cret"));
        Assert.Equal(ErrorCatalog.SourceLoginRefused, refused.Problem?.Error);
        Assert.DoesNotContain("s3cret", refused.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Contains(name, refused.Problem.Detail, StringComparison.Ordinal);
        Assert.Equal(ErrorCatalog.SourceDatabaseMissing, (await TestAsync(("database", "no_such_database"))).Problem?.Error);

        var reading = await ProblemOfAsync(() => PagesAsync(Connect(("username", name), ("password", "wr0ng-s3cret")), Products()));
        Assert.Equal(ErrorCatalog.SourceLoginRefused, reading.Error);
        Assert.Null((await TestAsync(("username", name), ("password", password))).Problem);
    }

    [Fact]
    public async Task A_table_that_the_login_may_not_read_is_a_lack_of_permission()
    {
        CreateProducts(1);
        Execute("CREATE TABLE salaries (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(20))");
        var (name, password) = CreateReader();
        var connector = Connect(("username", name), ("password", password));
        var check = await connector.ValidateAsync(Products("SELECT id, code FROM salaries"), CancellationToken.None);
        Assert.Equal(ErrorCatalog.SourcePermissionDenied, check.Problem?.Error);
        Assert.Equal("products", Assert.Single(await connector.ListTablesAsync(CancellationToken.None)).Name);
    }

    [Fact]
    public virtual async Task What_passes_the_guard_and_writes_is_stopped_by_the_transaction()
    {
        CreateProducts(1);
        CreateWritingFunction();
        var connector = Connect();
        var query = Products($"SELECT id, code, {Sneak} AS name FROM products");
        var problem = await ProblemOfAsync(() => PagesAsync(connector, query));
        Assert.Equal(ErrorCatalog.SourceWriteRefused, problem.Error);
        Assert.Equal(1, await connector.CountAsync(Products(), CancellationToken.None));
    }

    [Fact]
    public async Task Connections_that_the_server_ended_are_replaced()
    {
        CreateProducts(3_000);
        var connector = Connect();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => connector.CountAsync(Products(), CancellationToken.None)));
        EndConnections();
        Assert.Equal(3_000, await connector.CountAsync(Products(), CancellationToken.None));
    }

    [Fact]
    public async Task A_connection_lost_in_the_middle_is_an_error_and_never_the_end()
    {
        CreateProducts(3_000);
        var connector = Connect();
        var counting = connector.CountAsync(Products(Endless), CancellationToken.None);
        await Eventually.IsTrueAsync(async () => await RunningAsync() > 0, TimeSpan.FromSeconds(20), () => "The slow statement never started.");
        EndConnections();
#pragma warning disable VSTHRD003 // Started a few lines above.
        var problem = await ProblemOfAsync(() => counting);
#pragma warning restore VSTHRD003
        Assert.Equal(ErrorCatalog.SourceConnectionLost, problem.Error);
    }

    [Fact]
    public void Settings_out_of_range_are_named()
    {
        var config = Config();
        config["port"] = 70_000;
        config["tls"] = "maybe";
        config["host"] = "db.example.com:99/x";
        config["certificateAuthority"] = "relative.pem";
        var problems = ConnectorType.Validate(Json(config));
        Assert.Equal(["'port'", "'tls'", "'host'", "'certificateAuthority'"], problems.Select(problem => problem.Detail.Split(' ')[0]));
        Assert.All(problems, problem => Assert.Equal(ErrorCatalog.ConnectionSettingInvalid, problem.Error));
        Assert.Equal(["password"], ConnectorType.SecretFields);
    }
}

using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Datasources;

/// <summary>Storage, Access, Connectors and Datasources composed as the application does, over real sources.</summary>
public sealed class DatasourceCompositionTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("syncadmin-datasources-").FullName;
    private IHost? _host;

    private DatasourceService Service => _host!.Services.GetRequiredService<DatasourceService>();

    private string SourceFile => Path.Combine(_directory, "source.db");

    public async Task InitializeAsync()
    {
        await using (var source = new SqliteConnection($"Data Source={SourceFile};Pooling=false"))
        {
            await source.OpenAsync();
            await using var fill = new SqliteCommand("CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO products VALUES (1, 'martillo'), (2, 'clavo')", source);
            await fill.ExecuteNonQueryAsync();
        }

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["DataDirectory"] = Path.Combine(_directory, "data");
        builder.Services.AddLogging().AddStorage(builder.Configuration).AddAccess(builder.Configuration).AddConnectors().AddDatasources();
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_SQLite_file_is_connected_tested_previewed_and_its_query_checked()
    {
        var made = (await Service.CreateAsync(FileSource(), DatasourceHouse.Ana, null, CancellationToken.None)).Required();

        Assert.True((await Service.TestAsync(made.Id, CancellationToken.None)).Required().Succeeded);
        var preview = (await Service.PreviewAsync(made.Id, 1, CancellationToken.None)).Required();
        Assert.Equal((2, "martillo"), (preview.Total, Assert.Single(preview.Rows)[1]));
        Assert.Null((await Service.ValidateQueryAsync(made.Id, null, CancellationToken.None)).Required().Problem);
        Assert.NotNull((await Service.ValidateQueryAsync(made.Id, "DELETE FROM products", CancellationToken.None)).Required().Problem);
    }

    [Fact]
    public async Task The_data_directory_itself_is_no_source()
    {
        var input = FileSource() with { ConnectionConfig = JsonSerializer.SerializeToElement(new { path = Path.Combine(_directory, "data", "state.db") }) };
        var problem = (await Service.CreateAsync(input, DatasourceHouse.Ana, null, CancellationToken.None)).Problem;
        Assert.Equal(["connectionConfig"], ((Dictionary<string, string[]>)problem!.Extensions["errors"]!).Keys);
    }

    [Fact]
    public async Task A_MariaDB_is_reached_with_the_stored_password_and_a_wrong_one_is_said_without_showing_it()
    {
        var database = MariaDbServer.Shared.CreateDatabase();
        MariaDbServer.Shared.Execute(database, "CREATE TABLE products (id INT PRIMARY KEY, name VARCHAR(50))");
        var input = FileSource() with { Type = "mysql", ConnectionConfig = MariaDb(database, MariaDbServer.Password) };
        var made = (await Service.CreateAsync(input, DatasourceHouse.Ana, null, CancellationToken.None)).Required();
        var good = (await Service.TestAsync(made.Id, CancellationToken.None)).Required();
        Assert.True(good.Succeeded, good.Problem?.ToString());

        await Service.UpdateAsync(made.Id, input with { ConnectionConfig = MariaDb(database, "very-wrong-secret") }, DatasourceHouse.Ana, null, CancellationToken.None);
        var bad = (await Service.TestAsync(made.Id, CancellationToken.None)).Required();
        Assert.False(bad.Succeeded);
        var view = (await Service.GetAsync(made.Id, CancellationToken.None)).Required();
        Assert.Equal(DatasourceStatus.Error, view.Status);
        Assert.DoesNotContain("very-wrong-secret", view.StatusMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_error_of_this_floor_says_what_to_do()
    {
        var mine = ErrorCatalog.All.Values.Where(error => error.Code[5] is '6' or '7' or '9').ToList();
        Assert.NotEmpty(mine);
        Assert.All(mine, error => Assert.True(error.Title.Length > 10 && error.Remedy.EndsWith('.'), error.Code));
    }

    private static JsonElement MariaDb(string database, string password) =>
        JsonSerializer.SerializeToElement(new { host = "127.0.0.1", port = MariaDbServer.Shared.Port, database, username = MariaDbServer.User, password });

    private DatasourceInput FileSource() => new()
    {
        Name = "file",
        Type = "sqlite",
        ConnectionConfig = JsonSerializer.SerializeToElement(new { path = SourceFile }),
        QueryTemplate = "SELECT id, name FROM products",
        KeyField = "id",
        FieldMapping = JsonElement.Parse("""{"name":"name"}"""),
        EmbeddingFields = ["name"],
        QdrantCollection = "products",
    };
}

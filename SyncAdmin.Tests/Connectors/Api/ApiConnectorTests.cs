using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.Api;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Tests.Models;

namespace SyncAdmin.Tests.Connectors.Api;

/// <summary>The contract on a JSON API whose lists are the tables of a SQLite file, in an order that is not the keys'.</summary>
public sealed class ApiConnectorTests : ConnectorContract
{
    private FakeApi _api = null!;

    public ApiConnectorTests()
        : base(more: services => AllowLoopback(services))
    {
    }

    protected override string Type => "api";

    protected override bool PagesByKey => false;

    protected override SourceQuery AllProducts => new("table=products", ["id"], "code");

    protected override SourceQuery Stock => new("table=stock", ["shop", "item", "lot"], "item");

    protected override SourceQuery Loose => new("table=loose", ["k"], "code");

    private string File => Path.Combine(Directory, "shop.db");

    public override async Task InitializeAsync()
    {
        _api = await FakeApi.StartAsync();
        _api.Items = Rows;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _api.DisposeAsync();
    }

    internal static ApiRetry Impatient() => new(new ImpatientTime(), () => 0, NullLogger.Instance);

    internal static void AllowLoopback(IServiceCollection services)
    {
        services.Configure<OutboundOptions>(options => options.AllowedPrivateHosts.Add("127.0.0.1"));
        services.AddSingleton(Impatient());
    }

    protected override IDictionary<string, object?> Config() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["url"] = $"{_api.Url}/page",
        ["items"] = "data.items",
        ["total"] = "total",
        ["paging"] = new { type = "page", sizeParameter = "size", size = 5_000 },
    };

    protected override void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<JsonObject> Rows(string table)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} ORDER BY (rowid * 7919) % 10007, rowid";
        using var reader = command.ExecuteReader();
        List<JsonObject> rows = [];
        while (reader.Read())
        {
            var row = new JsonObject();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                row[reader.GetName(i)] = reader.GetValue(i) switch { long number => number, string text => text, _ => null };
            }

            rows.Add(row);
        }

        return rows;
    }
}

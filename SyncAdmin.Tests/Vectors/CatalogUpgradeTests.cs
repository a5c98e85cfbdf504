using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Embedded;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>A catalogue file of an earlier version is brought up to date, of a newer one refused.</summary>
public sealed class CatalogUpgradeTests : IDisposable
{
    /// <summary>As the first version wrote it, before versions were counted.</summary>
    private const string FirstVersion = """
        CREATE TABLE collections (
            number            INTEGER PRIMARY KEY AUTOINCREMENT,
            name              TEXT NOT NULL UNIQUE,
            vector_size       INTEGER NOT NULL,
            distance          TEXT NOT NULL,
            hnsw_m            INTEGER,
            hnsw_ef_construct INTEGER
        );
        CREATE TABLE aliases (
            alias      TEXT PRIMARY KEY,
            collection INTEGER NOT NULL REFERENCES collections (number) ON DELETE CASCADE
        );
        CREATE TABLE payload_indexes (
            collection INTEGER NOT NULL REFERENCES collections (number) ON DELETE CASCADE,
            field      TEXT NOT NULL,
            schema     TEXT NOT NULL,
            PRIMARY KEY (collection, field)
        );
        INSERT INTO collections (name, vector_size, distance, hnsw_m, hnsw_ef_construct) VALUES ('old__v1', 4, 'Dot', 32, NULL);
        INSERT INTO aliases (alias, collection) VALUES ('old', 1);
        INSERT INTO payload_indexes (collection, field, schema) VALUES (1, '_sync.code', 'keyword');
        """;

    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly CollectionSpec Full = new(8, Distance.Euclid, 24, 300)
    {
        HnswOnDisk = true,
        OnDisk = false,
        OnDiskPayload = true,
        Quantization = new Quantization(QuantizationKind.Scalar, AlwaysRam: false, Quantile: 0.99),
    };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_file_of_the_first_version_keeps_what_it_holds_and_takes_what_is_new()
    {
        Write(FirstVersion);

        using (var store = Open())
        {
            var old = await store.GetCollectionAsync("old", None);
            Assert.Equal(("old__v1", new CollectionSpec(4, Distance.Dot, 32)), (old!.Name, old.Spec));
            Assert.Equal("keyword", old.PayloadIndexes["_sync.code"]);
            await store.CreateCollectionAsync("new", Full, None);
        }

        using var again = Open();
        Assert.Equal(Full, (await again.GetCollectionAsync("new", None))!.Spec);
        Assert.Equal(new CollectionSpec(4, Distance.Dot, 32), (await again.GetCollectionAsync("old__v1", None))!.Spec);
    }

    [Theory]
    [InlineData(QuantizationKind.Scalar)]
    [InlineData(QuantizationKind.Binary)]
    [InlineData(QuantizationKind.Product)]
    public async Task Every_option_survives_a_restart(QuantizationKind kind)
    {
        var spec = Full with { Quantization = new Quantization(kind) };
        using (var store = Open())
        {
            await store.CreateCollectionAsync("c", spec, None);
        }

        using var again = Open();
        Assert.Equal(spec, (await again.GetCollectionAsync("c", None))!.Spec);
    }

    [Fact]
    public async Task An_upgrade_that_was_cut_short_is_made_whole_by_the_next_start()
    {
        // Killed between the two steps: the tables are there, the version says 1.
        Write(FirstVersion);
        Write("PRAGMA user_version = 1");

        using var store = Open();

        Assert.Equal(4, (await store.GetCollectionAsync("old", None))!.Spec.VectorSize);
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_refused_and_left_as_it_is()
    {
        using (var store = Open())
        {
            await store.CreateCollectionAsync("c", new CollectionSpec(4), None);
        }

        Write("PRAGMA user_version = 99");
        using (var older = Open())
        {
            var refused = await Assert.ThrowsAsync<ProblemException>(() => older.ListCollectionsAsync(None));
            Assert.Equal(ErrorCatalog.VectorCatalogueNewer, refused.Problem.Error);
            Assert.Contains("99", refused.Problem.Detail, StringComparison.Ordinal);
        }

        Write("PRAGMA user_version = 2");
        using var newer = Open();
        Assert.Equal(["c"], await newer.ListCollectionsAsync(None));
    }

    private EmbeddedVectorStore Open() => new(_directory.Path, NullLoggerFactory.Instance);

    private void Write(string sql)
    {
        Directory.CreateDirectory(_directory.Path);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "catalog.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

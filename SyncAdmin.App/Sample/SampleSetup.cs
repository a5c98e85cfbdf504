using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Sample;

/// <summary>
/// Connects the sample catalogue and starts its first sync, once in the life of a state: the audit log remembers, so that a sample which a
/// person deleted does not come back.
/// </summary>
internal sealed partial class SampleSetup(
    SampleOptions options,
    IConfiguration configuration,
    DataDirectory directory,
    StateDatabase database,
    AuditLog audit,
    DatasourceService datasources,
    SyncService sync,
    CorrelationIds ids,
    ILogger<SampleSetup> logger)
{
    internal const string Name = "ferreteria";
    private const string CreatedAction = "sample.create";
    private const int MostDatasources = 200;

    private string CatalogueFile => Path.Combine(directory.SamplePath, "ferreteria.db");

    /// <summary>Written on a first start and removed when the sample stands: a first start that is killed half-way is still one.</summary>
    private string IntentFile => Path.Combine(directory.SamplePath, "unfinished");

    /// <summary>The job that this start began; null when there is no sample to make.</summary>
    internal async Task<SyncJobView?> RunAsync(CancellationToken cancellationToken)
    {
        if (!IsWanted() || await WasCreatedAsync(cancellationToken))
        {
            return null;
        }

        Directory.CreateDirectory(directory.SamplePath);
        await File.WriteAllTextAsync(IntentFile, "", cancellationToken);
        SampleCatalogue.Write(CatalogueFile);

        var correlationId = ids.Next();
        var datasource = await ConnectAsync(correlationId, cancellationToken);
        var job = datasource.Succeeded ? await sync.StartFullAsync(datasource.Value.Id, Actor.System, correlationId, cancellationToken) : datasource.Problem;
        if (!job.Succeeded)
        {
            LogNotMade(logger, job.Problem.ToString());
            return null;
        }

        await database.WriteAsync(
            (transaction, _) =>
            {
                audit.Add(transaction, Actor.System, CreatedAction, "datasource", datasource.Value!.Id.ToString(), null, null, correlationId);
                return Task.CompletedTask;
            },
            cancellationToken);
        File.Delete(IntentFile);
        return job.Value;
    }

    private bool IsWanted() => options.Enabled ?? (File.Exists(IntentFile) || (!directory.HadState && IsEmbedded()));

    /// <summary>State, vectors and embeddings all need nothing but this process.</summary>
    private bool IsEmbedded() =>
        database.Provider == StorageProvider.Sqlite && IsOr("Vectors:Provider", "embedded") && IsOr("Embeddings:Provider", "local");

    private bool IsOr(string key, string embedded) =>
        configuration[key] is not { Length: > 0 } value || value.Equals(embedded, StringComparison.OrdinalIgnoreCase);

    private async Task<bool> WasCreatedAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        return await context.Set<AuditEntry>().AnyAsync(entry => entry.Action == CreatedAction, cancellationToken);
    }

    private async Task<Outcome<DatasourceView>> ConnectAsync(string correlationId, CancellationToken cancellationToken)
    {
        var input = new DatasourceInput
        {
            Name = Name,
            Type = "sqlite",
            ConnectionConfig = JsonSerializer.SerializeToElement(new { path = CatalogueFile }),
            QueryTemplate = SampleCatalogue.Query,
            KeyField = "codigo",
            CodeField = "codigo",
            ChangeField = "actualizado_en",
            FieldMapping = JsonSerializer.SerializeToElement(new
            {
                codigo = "codigo",
                nombre = "nombre",
                marca = "marca",
                categoria = "categoria",
                precio = "precio",
                moneda = "moneda",
                existencias = "existencias",
                descripcion = "descripcion",
                actualizado_en = "actualizado_en",
            }),
            EmbeddingFields = ["codigo", "nombre", "marca", "categoria", "descripcion"],
            QdrantCollection = Name,
            Description = "Catálogo de muestra de una ferretería · sample catalogue of a hardware store",
        };
        var made = await datasources.CreateAsync(input, Actor.System, correlationId, cancellationToken);
        if (made.Succeeded)
        {
            return made;
        }

        // A first start that was killed between this step and the next has made it already.
        var known = await datasources.ListAsync(1, MostDatasources, cancellationToken);
        return known.Items.FirstOrDefault(datasource => datasource.Name.Equals(Name, StringComparison.Ordinal)) is { } found ? found : made;
    }

    [LoggerMessage(1, LogLevel.Warning, "The sample catalogue could not be connected: {Problem}")]
    private static partial void LogNotMade(ILogger logger, string problem);
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Drift;

/// <summary>
/// Compares the columns of a datasource's query with those of its last run, before anything is read: a mapped column that is gone or means something else would
/// quietly rewrite every record. Remembered anew when a person has changed query or mapping, or has accepted the columns.
/// </summary>
internal sealed class SchemaCheck(StateDatabase database)
{
    internal const string DriftMember = "schemaDrift";
    internal const string NewColumnsMember = "newColumns";

    // What a source says when columns that a query names are not what they were.
    private static readonly ErrorDefinition[] OfColumns =
    [
        ErrorCatalog.QueryTableMissing, ErrorCatalog.QueryColumnMissing, ErrorCatalog.QueryFieldMissing,
        ErrorCatalog.QueryColumnRepeated, ErrorCatalog.SourceKeyInexact, ErrorCatalog.ChangeFieldInexact,
    ];

    /// <summary>Before a run: stops it with the diff, or remembers the columns and shows new ones in the job's metadata as <c>newColumns</c>.</summary>
    internal async Task PassAsync(RunningJob running, IConnector connector, SourceQuery query, RecordMapper mapper, ILogger log, CancellationToken cancellationToken)
    {
        var finding = await LookAsync(running.Datasource, connector, query, mapper, cancellationToken);
        if (finding.Problem is { } problem)
        {
            // Written with the end of the job.
            running.Job.Metadata = finding.Diff is null ? running.Job.Metadata : JobMetadata.With(running.Job.Metadata, DriftMember, finding.Diff);
            throw new StageException(PipelineStage.Source, new ProblemException(problem));
        }

        if (finding.ToRemember is not { } schema)
        {
            return;
        }

        var added = finding.Diff?.Added ?? [];
        running.Job = await database.WriteAsync(
            async (transaction, token) =>
            {
                schema.RememberedAt = await FenceGuard.AssertAsync(transaction, running.Lease, token);
                await transaction.Db.Set<SourceSchema>().Where(row => row.DatasourceId == schema.DatasourceId).ExecuteDeleteAsync(token);
                transaction.Db.Add(schema);
                var job = await transaction.Db.Set<SyncJob>().SingleAsync(row => row.Id == running.Job.Id, token);
                job.Metadata = added.Count == 0 ? job.Metadata : JobMetadata.With(job.Metadata, NewColumnsMember, added);
                await transaction.Db.SaveChangesAsync(token);
                return job;
            },
            cancellationToken);
        if (added.Count > 0)
        {
            log.NewColumns(running.Datasource.Name, string.Join(", ", added));
        }
    }

    /// <summary>The same look, with nothing written.</summary>
    internal async Task<SchemaFinding> LookAsync(Datasource datasource, IConnector connector, SourceQuery query, RecordMapper mapper, CancellationToken cancellationToken)
    {
        if (!connector.DeclaresColumns)
        {
            return new SchemaFinding(null);
        }

        var definition = DefinitionOf(datasource);
        var remembered = await RememberedAsync(datasource.Id, definition, cancellationToken);
        var check = await StageException.NameAsync(PipelineStage.Source, () => connector.ValidateAsync(query, cancellationToken), cancellationToken);
        if (check.Problem is { } problem)
        {
            return remembered is null || !OfColumns.Contains(problem.Error)
                ? new SchemaFinding(problem)
                : Drifted(remembered, problem, DiffOf(remembered, problem.Extensions.GetValueOrDefault("columns") as IReadOnlyList<SourceColumn>, query, mapper));
        }

        var diff = remembered is null ? null : DiffOf(remembered, check.Columns, query, mapper);
        if (diff is { IsHarmless: false })
        {
            return Drifted(remembered!, problem: null, diff);
        }

        var columns = JsonSerializer.Serialize(check.Columns.Select(Column), JsonSerializerOptions.Web);
        var isNews = remembered is null || !ColumnsOf(remembered).SequenceEqual(check.Columns.Select(Column));
        return new SchemaFinding(null, diff, isNews ? new SourceSchema { DatasourceId = datasource.Id, Definition = definition, Columns = columns } : null);
    }

    private static SchemaFinding Drifted(SourceSchema remembered, Problem? problem, SchemaDiff? diff)
    {
        var said = string.Join(' ', new[] { diff?.Text, problem?.Detail }.Where(text => !string.IsNullOrEmpty(text)));
        return new SchemaFinding(
            new Problem(ErrorCatalog.SyncSchemaDrift, FormattableString.Invariant($"Since {remembered.RememberedAt:yyyy-MM-dd HH:mm} UTC: {said}"))
            {
                Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["drift"] = diff },
            },
            diff);
    }

    private static SchemaDiff? DiffOf(SourceSchema remembered, IReadOnlyList<SourceColumn>? now, SourceQuery query, RecordMapper mapper) => now is null
        ? null
        : SchemaDiff.Of(ColumnsOf(remembered), [.. now.Select(Column)], name => mapper.Uses(name) || string.Equals(name, query.ChangeField, StringComparison.OrdinalIgnoreCase));

    private static SchemaColumn Column(SourceColumn column) => new(column.Name, column.Type, EnumText.Of(column.Kind));

    private static SchemaColumn[] ColumnsOf(SourceSchema schema) => JsonSerializer.Deserialize<SchemaColumn[]>(schema.Columns, JsonSerializerOptions.Web) ?? [];

    private async Task<SourceSchema?> RememberedAsync(Guid datasourceId, string definition, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        return await context.Set<SourceSchema>().SingleOrDefaultAsync(schema => schema.DatasourceId == datasourceId && schema.Definition == definition, cancellationToken);
    }

    private static string DefinitionOf(Datasource datasource) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\u001F',
        datasource.Type,
        datasource.ConnectionConfig,
        datasource.QueryTemplate,
        datasource.KeyField,
        datasource.CodeField,
        datasource.ChangeField,
        datasource.FieldMapping,
        datasource.EmbeddingFields,
        datasource.TextTemplate))));
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Datasources;

/// <content>What asks the source itself.</content>
public sealed partial class DatasourceService
{
    private const int LargestPreview = 100;

    /// <summary>
    /// Tests the stored connection; a good test clears the status <c>error</c>, a bad one sets it (a paused datasource stays paused).
    /// </summary>
    public async Task<Outcome<ConnectionTest>> TestAsync(Guid id, CancellationToken cancellationToken)
    {
        var outcome = await WithSourceAsync(id, (connector, _, _) => connector.TestAsync(cancellationToken), cancellationToken);
        if (outcome.Succeeded)
        {
            var problem = outcome.Value.Problem;
            var (from, to) = problem is null ? (DatasourceStatus.Error, DatasourceStatus.Active) : (DatasourceStatus.Active, DatasourceStatus.Error);
            await _database.WriteAsync(
                (transaction, token) => transaction.Db.Set<Datasource>()
                    .Where(datasource => datasource.Id == id && (datasource.Status == from || datasource.Status == DatasourceStatus.Error))
                    .ExecuteUpdateAsync(
                        update => update.SetProperty(datasource => datasource.Status, to).SetProperty(datasource => datasource.StatusMessage, problem == null ? null : problem.ToString()),
                        token),
                cancellationToken);
        }

        return outcome;
    }

    /// <summary>Tests a connection that is not stored.</summary>
    public async Task<Outcome<ConnectionTest>> TestConnectionAsync(string type, JsonElement connectionConfig, CancellationToken cancellationToken)
    {
        if (_types.Find(type ?? string.Empty) is not { } found)
        {
            return DatasourceProblems.UnknownType(type ?? string.Empty, _types);
        }

        var validation = _validator.ValidateConnection(type!, connectionConfig);
        if (!validation.IsValid)
        {
            return DatasourceProblems.Invalid(validation);
        }

        await using var connector = found.Create(connectionConfig);
        return await connector.TestAsync(cancellationToken);
    }

    /// <summary>First rows and total. What the mapping masks is masked, for everybody.</summary>
    /// <param name="id">Of the datasource.</param>
    /// <param name="limit">Rows, 1 to 100.</param>
    /// <param name="cancellationToken">Stops the statement on the server.</param>
    public Task<Outcome<SourcePreview>> PreviewAsync(Guid id, int limit, CancellationToken cancellationToken) =>
        WithSourceAsync(
            id,
            async (connector, query, datasource) =>
            {
                var preview = await connector.PreviewAsync(query, Math.Clamp(limit, 1, LargestPreview), cancellationToken);
                var mask = FieldMask.Of(datasource.FieldMapping);
                string[] columns = [.. preview.Columns.Select(static column => column.Name)];
                return preview with { Rows = [.. preview.Rows.Select(row => mask.Row(columns, row))] };
            },
            cancellationToken);

    /// <summary>Checks the stored query, or another one, without running it.</summary>
    public Task<Outcome<QueryCheck>> ValidateQueryAsync(Guid id, string? query, CancellationToken cancellationToken) =>
        WithSourceAsync(
            id,
            (connector, stored, _) => connector.ValidateAsync(string.IsNullOrWhiteSpace(query) ? stored : stored with { Template = query }, cancellationToken),
            cancellationToken);

    private async Task<Outcome<T>> WithSourceAsync<T>(Guid id, Func<IConnector, SourceQuery, Datasource, Task<T>> ask, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } datasource)
        {
            return DatasourceProblems.NotFound(id);
        }

        try
        {
            await using var connector = _sources.Open(datasource);
            return await ask(connector, DatasourceSources.QueryOf(datasource), datasource);
        }
        catch (ProblemException exception)
        {
            return exception.Problem;
        }
    }
}

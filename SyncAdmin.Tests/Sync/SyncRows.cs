using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Tests.Storage;

namespace SyncAdmin.Tests.Sync;

/// <summary>What tests of syncs put into the state and look up there.</summary>
internal static class SyncRows
{
    internal static async Task<Datasource> AddDatasourceAsync(this TestState state, string name = "shop", Action<Datasource>? change = null)
    {
        var datasource = new Datasource
        {
            Id = Guid.NewGuid(),
            Name = name,
            Type = "fake",
            ConnectionConfig = "{}",
            QueryTemplate = "SELECT * FROM products",
            KeyField = "id",
            CodeField = "code",
            FieldMapping = """{"code":"code","name":"name","price":"price"}""",
            EmbeddingFields = """["name"]""",
            QdrantCollection = "products",
        };
        change?.Invoke(datasource);
        await state.AddAsync(datasource);
        return datasource;
    }

    internal static async Task<SyncJob> JobAsync(this TestState state, Guid id)
    {
        await using var context = state.Database.Read();
        return await context.Set<SyncJob>().SingleAsync(job => job.Id == id);
    }

    internal static async Task<Datasource> DatasourceAsync(this TestState state, Guid id)
    {
        await using var context = state.Database.Read();
        return await context.Set<Datasource>().SingleAsync(datasource => datasource.Id == id);
    }

    internal static Task ChangeDatasourceAsync(this TestState state, Guid id, Action<Datasource> change) => state.Database.WriteAsync(
        async (transaction, token) => change(await transaction.Db.Set<Datasource>().SingleAsync(datasource => datasource.Id == id, token)),
        CancellationToken.None);

    internal static async Task<DatasourceLease?> LeaseAsync(this TestState state, Guid datasourceId)
    {
        await using var context = state.Database.Read();
        return await context.Set<DatasourceLease>().SingleOrDefaultAsync(lease => lease.DatasourceId == datasourceId);
    }
}

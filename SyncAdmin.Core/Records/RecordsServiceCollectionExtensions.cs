using Microsoft.Extensions.DependencyInjection;

namespace SyncAdmin.Core.Records;

/// <summary>Registers what Records offers.</summary>
public static class RecordsServiceCollectionExtensions
{
    /// <summary>The record ledger. Mappers are made per plan by <see cref="RecordMapper.Create"/>.</summary>
    public static IServiceCollection AddRecords(this IServiceCollection services) => services.AddSingleton<RecordLedger>();
}

using System.Collections.Frozen;
using System.Reflection;

namespace SyncAdmin.Core.Errors;

/// <summary>
/// Every error that a person or a machine can meet, by code. One partial file per feature; the number's thousand says whose it is:
/// 1 connectors, 2 vectors and collections, 3 models and embeddings, 4 records, 5 sync, 6 datasources, 7 access, 8 search, 9 storage; 74xx and 75xx are the request itself.
/// </summary>
public static partial class ErrorCatalog
{
    private static readonly Lazy<FrozenDictionary<string, ErrorDefinition>> ByCode = new(() => typeof(ErrorCatalog)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<ErrorDefinition>()
        .ToFrozenDictionary(error => error.Code, StringComparer.Ordinal));

    /// <summary>All entries by code.</summary>
    public static IReadOnlyDictionary<string, ErrorDefinition> All => ByCode.Value;
}

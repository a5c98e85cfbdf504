using System.Security.Cryptography;
using System.Text;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Models;

namespace SyncAdmin.Core.Sync.Jobs;

/// <summary>
/// What a checkpoint depends on. Kept as one short hash per part, so that a resume that can't be can say which part changed:
/// An adopted collection may come back under its physical name; its row's id is never used twice.
/// <c>query=…;key=…;mapping=…;text=…;model=…;collection=…</c>.
/// </summary>
internal static class PlanFingerprint
{
    internal static string Of(Datasource datasource, ModelFingerprint model, Collection collection) =>
        $"{Of(datasource, model)};{Part("collection", collection.Id.ToString(), collection.PhysicalName)}";

    /// <summary>The same up to the collection, which a first sync has yet to make.</summary>
    internal static string Of(Datasource datasource, ModelFingerprint model) => string.Join(';',
        Part("query", datasource.QueryTemplate),
        Part("key", datasource.KeyField, datasource.CodeField),
        Part("mapping", datasource.FieldMapping),
        Part("text", datasource.EmbeddingFields, datasource.TextTemplate ?? string.Empty),
        Part("model", model.ToString()));

    /// <summary>The same plan, into another physical collection: a scan that wrote to both while the collection was re-indexed.</summary>
    internal static string Into(string fingerprint, Collection collection) => string.Join(
        ';', [.. fingerprint.Split(';').Where(static part => !part.StartsWith("collection=", StringComparison.Ordinal)), Part("collection", collection.Id.ToString(), collection.PhysicalName)]);

    /// <summary>Names of the parts that differ, for people.</summary>
    internal static string Changes(string? before, string now)
    {
        var old = (before ?? string.Empty).Split(';');
        return string.Join(", ", now.Split(';').Except(old, StringComparer.Ordinal).Select(part => part.Split('=')[0]));
    }

    private static string Part(string name, params string[] values)
    {
        // The unit separator keeps ("a", "bc") and ("ab", "c") apart.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001F', values)));
        return $"{name}={Convert.ToHexStringLower(hash.AsSpan(0, 8))}";
    }
}

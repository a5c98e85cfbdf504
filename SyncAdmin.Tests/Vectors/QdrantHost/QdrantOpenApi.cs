using System.Diagnostics;
using System.Text.Json;
using SyncAdmin.Tests.Architecture;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Vectors.QdrantHost;

/// <summary>
/// Qdrant's OpenAPI document (1.19), and recorded calls checked against it by a JSON Schema validator in Node: path, query, body, and the answer of our
/// host too. Where the document is missing nothing is checked, but in CI.
/// </summary>
public sealed class QdrantOpenApi : IDisposable
{
    internal const string Missing = "Qdrant's OpenAPI document is neither at ../shared/qdrant-openapi.json beside the checkout nor at $SYNCADMIN_QDRANT_OPENAPI.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private Process? _validator;

    internal static string? Document { get; } = Find();

    /// <summary>In CI a missing document is a failure.</summary>
    internal static bool IsRequired => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Fails on the first call that is not as the document has it.</summary>
    internal async Task CheckAsync(IEnumerable<RecordedCall> calls)
    {
        foreach (var call in calls)
        {
            var errors = await ErrorsAsync(call);
            Assert.True(errors.Count == 0, $"{call.Method} {call.Path}{call.Query}: {string.Join("; ", errors)}\n{call.Body}\n{call.Status} {call.Answer}");
        }
    }

    /// <summary>What is wrong with a call.</summary>
    internal async Task<IReadOnlyList<string>> ErrorsAsync(RecordedCall call)
    {
        if (Document is null)
        {
            return IsRequired ? throw new InvalidOperationException(Missing) : [];
        }

        _validator ??= NodeScript.Start("openapi-validator.mjs", Document);
        await _validator.StandardInput.WriteLineAsync(JsonSerializer.Serialize(call, Json));
        await _validator.StandardInput.FlushAsync();
        var line = await _validator.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The validator ended: " + await _validator.StandardError.ReadToEndAsync());
        return JsonSerializer.Deserialize<string[]>(line)!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _validator?.Kill(entireProcessTree: true);
        _validator?.Dispose();
    }

    private static string? Find() =>
        new[] { Environment.GetEnvironmentVariable("SYNCADMIN_QDRANT_OPENAPI"), Path.Combine(SourceFile.Root, "..", "shared", "qdrant-openapi.json") }.FirstOrDefault(File.Exists);
}

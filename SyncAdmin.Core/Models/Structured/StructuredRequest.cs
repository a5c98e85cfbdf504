using System.Text.Json;

namespace SyncAdmin.Core.Models.Structured;

/// <summary>What is asked of a model.</summary>
/// <param name="Instructions">Its role and rules, kept apart from what people send.</param>
/// <param name="Text">What it is to work on.</param>
/// <param name="Schema">The shape of the answer: see <see cref="SchemaCheck"/> for the words that are understood.</param>
internal sealed record StructuredRequest(string Instructions, string Text, JsonElement Schema)
{
    /// <summary>A picture that belongs to the text; null: none.</summary>
    internal StructuredImage? Image { get; init; }

    /// <summary>0 to 2; null (default): the model's own, which is all that some newer models take.</summary>
    internal double? Temperature { get; init; }

    /// <summary>A person waits for the answer. Default false.</summary>
    internal bool IsUrgent { get; init; }
}

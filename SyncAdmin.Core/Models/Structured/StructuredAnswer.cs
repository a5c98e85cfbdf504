using System.Text.Json;

namespace SyncAdmin.Core.Models.Structured;

/// <summary>What a model answered.</summary>
/// <param name="Json">Of the shape that was asked for.</param>
/// <param name="Tokens">What the provider charged, a second try included; 0 where it does not say.</param>
internal sealed record StructuredAnswer(JsonElement Json, long Tokens);

using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Models.Structured;

/// <summary>What is the same for all providers: one gate, the judgement of an answer, one more try after nonsense.</summary>
internal abstract class StructuredModel(ModelGate gate, string model) : IStructuredModel
{
    private const int Tries = 2;

    /// <summary>About what providers charge for a picture of 1,600 pixels a side.</summary>
    private const long TokensOfImage = 1_500;

    public async Task<StructuredAnswer> GenerateAsync(StructuredRequest request, CancellationToken cancellationToken)
    {
        var demand = new ModelDemand(1, TokenEstimate.Of([request.Instructions, request.Text, request.Schema.GetRawText()]) + (request.Image is null ? 0 : TokensOfImage)) { IsUrgent = request.IsUrgent };
        var (tokens, mistake) = (0L, "");
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var reply = await gate.CallAsync(demand, token => CallAsync(request, token), reply => reply.Tokens, cancellationToken);
            tokens += reply.Tokens ?? 0;
            if (reply.Declined is { } reason)
            {
                throw new ModelCallException(new Problem(ErrorCatalog.ModelDeclined, $"Model '{model}' declines: {reason}."), ModelFailure.Input);
            }

            if (reply.IsCutOff)
            {
                throw new ModelCallException(new Problem(ErrorCatalog.ModelAnswerCutOff, $"Model '{model}' came to the end of the tokens that it may write."), ModelFailure.Input);
            }

            if (TryRead(reply.Text, request.Schema, out var json, out mistake))
            {
                return new StructuredAnswer(json, tokens);
            }
        }

        throw new ModelCallException(new Problem(ErrorCatalog.ModelAnswerNotAsAgreed, $"Model '{model}' answered twice what was not asked for: {mistake}."), ModelFailure.Input);
    }

    /// <summary>One call, no retry.</summary>
    protected abstract Task<StructuredReply> CallAsync(StructuredRequest request, CancellationToken cancellationToken);

    private static bool TryRead(string? text, JsonElement schema, out JsonElement json, out string mistake)
    {
        (json, mistake) = (default, "it is empty");
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        try
        {
            json = JsonSerializer.Deserialize<JsonElement>(WithoutFence(text));
            mistake = SchemaCheck.Mistake(json, schema) ?? "";
            return mistake.Length == 0;
        }
        catch (JsonException)
        {
            mistake = "it is no JSON";
            return false;
        }
    }

    /// <summary>Servers that don't know the response format let the model write Markdown.</summary>
    private static ReadOnlySpan<char> WithoutFence(string text)
    {
        var inner = text.AsSpan().Trim();
        return inner.StartsWith("```", StringComparison.Ordinal) ? inner[(inner.IndexOf('\n') + 1)..].TrimEnd('`') : inner;
    }
}

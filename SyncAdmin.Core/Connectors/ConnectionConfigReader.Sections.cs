using System.Text.Json;

namespace SyncAdmin.Core.Connectors;

/// <content>Settings inside of settings, numbers and lists.</content>
internal sealed partial class ConnectionConfigReader
{
    /// <summary>The settings in a member, read by a reader of their own whose problems are this one's too; null when it is absent.</summary>
    internal ConnectionConfigReader? Section(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        var section = new ConnectionConfigReader(value, $"{_prefix}{name}.");
        _sections.Add(section);
        return section;
    }

    /// <summary>One of some words; the first when absent.</summary>
    internal string Choice(string name, params string[] words)
    {
        var word = Optional(name) ?? words[0];
        if (!words.Contains(word, StringComparer.Ordinal))
        {
            Invalid(name, $"must be {string.Join(", ", words[..^1])} or {words[^1]}");
            return words[0];
        }

        return word;
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>; null when absent or wrong.</summary>
    internal int? Number(string name, int least, int most)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Invalid(name, FormattableString.Invariant($"must be a whole number from {least} to {most}"));
        return null;
    }

    /// <summary>A list of texts; empty when absent.</summary>
    internal IReadOnlyList<string> Texts(string name)
    {
        if (Take(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && item.GetString()!.Length > 0))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        Invalid(name, "must be a list of texts");
        return [];
    }

    /// <summary>Texts by name; empty when absent.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> NamedTexts(string name)
    {
        if (Take(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value.GetString()!))];
        }

        Invalid(name, "must be a JSON object of texts");
        return [];
    }
}

namespace SyncAdmin.App.Components.Search;

/// <summary>One field of a payload as a card shows it.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Value">Its value in the reader's locale.</param>
/// <param name="Filterable">Whether a click searches only records with this value.</param>
internal sealed record PayloadFact(string Field, string Value, bool Filterable);

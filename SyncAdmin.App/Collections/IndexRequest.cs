namespace SyncAdmin.App.Collections;

/// <summary>How a payload field is indexed.</summary>
/// <param name="Schema"><c>keyword</c>, <c>integer</c>, <c>float</c>, <c>bool</c>, <c>datetime</c>, <c>uuid</c> or <c>text</c>.</param>
internal sealed record IndexRequest(string? Schema);

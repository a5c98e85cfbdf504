namespace SyncAdmin.Core.Connectors;

/// <summary>What to read: the person's query and the columns that order, name and date its rows.</summary>
/// <param name="Template">One read-only <c>SELECT</c>; may use <c>{{offset}}</c>, <c>{{limit}}</c>, <c>{{since}}</c>, <c>{{codes}}</c>.</param>
/// <param name="KeyFields">Columns of the result that are unique together and never NULL; they order the pages.</param>
/// <param name="CodeField">Column that people and webhooks call a record by; may repeat.</param>
/// <param name="ChangeField">Column for incremental reading; null: full syncs only.</param>
public sealed record SourceQuery(string Template, IReadOnlyList<string> KeyFields, string CodeField, string? ChangeField = null);

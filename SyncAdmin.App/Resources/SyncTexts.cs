namespace SyncAdmin.App.Resources;

/// <summary>Names the resource files <c>SyncTexts.resx</c> (English) and <c>SyncTexts.es.resx</c>.</summary>
public sealed class SyncTexts;

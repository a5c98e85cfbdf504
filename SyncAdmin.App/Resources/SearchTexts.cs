namespace SyncAdmin.App.Resources;

/// <summary>Names the resource files <c>SearchTexts.resx</c> (English) and <c>SearchTexts.es.resx</c>.</summary>
public sealed class SearchTexts;

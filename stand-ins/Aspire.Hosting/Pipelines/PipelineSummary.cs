using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>What a run tells its user at the end, in the order in which the steps added it.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics#{0}")]
public sealed class PipelineSummary
{
    private readonly Lock _lock = new();
    private readonly List<PipelineSummaryItem> _items = [];

    public ReadOnlyCollection<PipelineSummaryItem> Items
    {
        get
        {
            lock (_lock)
            {
                return new ReadOnlyCollection<PipelineSummaryItem>([.. _items]);
            }
        }
    }

    public void Add(string key, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        Add(key, value, enableMarkdown: false);
    }

    public void Add(string key, MarkdownString value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Add(key, value.Value, enableMarkdown: true);
    }

    private void Add(string key, string value, bool enableMarkdown)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        lock (_lock)
        {
            _items.Add(new PipelineSummaryItem(key, value, enableMarkdown));
        }
    }
}

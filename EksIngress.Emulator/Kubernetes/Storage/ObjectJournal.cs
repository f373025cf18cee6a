using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The rows of a cluster's objects, <c>kubernetes/CLUSTER/RESOURCE/NAMESPACE/NAME</c>, in the emulator's journal.</summary>
internal sealed class ObjectJournal(StateJournal journal, string cluster)
{
    private const string RevisionRow = ".revision";

    private readonly string _holder = $"kubernetes/{cluster}";

    /// <summary>The objects that an earlier run left, and the revision it had come to; 0 and none for a cluster that is new.</summary>
    /// <exception cref="EmulatorStartException">A row is no object.</exception>
    public (IReadOnlyList<(string Resource, JsonObject Value)> Objects, long Revision) Restore()
    {
        var objects = new List<(string, JsonObject)>();
        var revision = 0L;
        foreach (var (name, value) in journal.Take(_holder))
        {
            try
            {
                if (name == RevisionRow)
                {
                    revision = Math.Max(revision, long.Parse(Encoding.UTF8.GetString(value), CultureInfo.InvariantCulture));
                    continue;
                }

                var item = JsonNode.Parse(value)!.AsObject();
                revision = Math.Max(revision, long.Parse(item.Text("metadata", "resourceVersion")!, CultureInfo.InvariantCulture));
                objects.Add((name[..name.IndexOf('/', StringComparison.Ordinal)], item));
            }
            catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or ArgumentException)
            {
                throw new EmulatorStartException($"{StateFile.FileName} holds {_holder}/{name}, which is no Kubernetes object: {exception.Message} It was left as it is. Move it away to start with an empty account.", exception);
            }
        }

        return (objects, revision);
    }

    /// <param name="value">Stored, so never changed again.</param>
    public void Put(string resource, NamespacedName key, JsonObject value) =>
        journal.Append([new StateChange(Row(resource, key), () => JsonSerializer.SerializeToUtf8Bytes(value))]);

    /// <param name="revision">The store's, which no object has afterwards; the next run must not use it again.</param>
    public void Remove(string resource, NamespacedName key, long revision) => journal.Append(
    [
        new StateChange(Row(resource, key), null),
        new StateChange($"{_holder}/{RevisionRow}", () => Encoding.UTF8.GetBytes(revision.ToString(CultureInfo.InvariantCulture))),
    ]);

    /// <summary>The cluster is gone for good, with the objects that it had.</summary>
    public void Forget(IEnumerable<(string Resource, NamespacedName Key)> objects)
    {
        journal.Append([.. objects.Select(found => new StateChange(Row(found.Resource, found.Key), null)), new StateChange($"{_holder}/{RevisionRow}", null)]);
        journal.Release(_holder);
    }

    /// <inheritdoc cref="StateJournal.WhenWrittenAsync(CancellationToken)"/>
    public Task WhenWrittenAsync(CancellationToken cancellationToken) => journal.WhenWrittenAsync(cancellationToken);

    private string Row(string resource, NamespacedName key) => $"{_holder}/{resource}/{key.Namespace}/{key.Name}";
}

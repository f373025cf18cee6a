using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Tags of clusters, node groups, add-ons, pod identity associations and access entries, by ARN.</summary>
internal sealed class EksTagOperations(Guarded<EksState> eks) : IEksOperations
{
    public IEnumerable<AwsOperation> Operations =>
    [
        EksOperation.Create("TagResource", "POST /tags/{resourceArn}", "tags{}", call => [Access(call, "eks:TagResource", keys => keys.AddRequestTags(Read(call)))], Tag),
        EksOperation.Create("UntagResource", "DELETE /tags/{resourceArn}", "?tagKeys[]", call => [Access(call, "eks:UntagResource", keys => keys.AddTagKeys(call.Parameters.Strings("tagKeys")))], Untag),
        EksOperation.Create("ListTagsForResource", "GET /tags/{resourceArn}", "", call => [Access(call, "eks:ListTagsForResource")], List),
    ];

    private AccessRequest Access(AwsCall call, string action, Action<ConditionKeys>? add = null)
    {
        var arn = call.Parameters.Get("resourceArn");
        var keys = new ConditionKeys().AddResourceTags(FindTags(eks.Current, arn) ?? ImmutableSortedDictionary<string, string>.Empty, "eks");
        add?.Invoke(keys);
        return new AccessRequest(action, arn, keys.Values);
    }

    private JsonObject Tag(AwsCall call)
    {
        var tags = Read(call);
        if (tags.IsEmpty)
        {
            throw BadRequest("The member 'tags' is required.");
        }

        Change(call, before =>
        {
            var after = before.SetItems(tags);
            return AwsTagRules.IsTooMany(after.Keys) ? throw BadRequest($"A resource can have at most {AwsTagRules.MaxTags} tags.") : after;
        });
        return [];
    }

    // These operations know no InvalidParameterException.
    private static ImmutableSortedDictionary<string, string> Read(AwsCall call)
    {
        var tags = new EksMembers(call.Body).StringMap("tags");
        return EksMembers.FindFault(tags) is { } fault ? throw BadRequest(fault) : tags;
    }

    private JsonObject Untag(AwsCall call)
    {
        var keys = call.Parameters.Strings("tagKeys");
        Change(call, before => keys.Count > 0 ? before.RemoveRange(keys) : throw BadRequest("The member 'tagKeys' is required."));
        return [];
    }

    private JsonObject List(AwsCall call) =>
        new() { ["tags"] = EksJson.Map(FindTags(eks.Current, call.Parameters.Get("resourceArn")) ?? throw NotFound(call)) };

    private void Change(AwsCall call, Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change)
    {
        var arn = call.Parameters.Get("resourceArn");
        eks.Update(state =>
        {
            foreach (var cluster in state.Clusters.Values)
            {
                if (cluster.Arn == arn)
                {
                    return state.Set(cluster with { Tags = change(cluster.Tags) });
                }

                if (cluster.NodeGroups.Values.FirstOrDefault(group => group.Arn == arn) is { } group)
                {
                    return state.Set(cluster.Set(group with { Tags = change(group.Tags) }));
                }

                if (cluster.Addons.Values.FirstOrDefault(addon => addon.Arn == arn) is { } addon)
                {
                    return state.Set(cluster.Set(addon with { Tags = change(addon.Tags) }));
                }

                if (cluster.PodIdentities.Values.FirstOrDefault(association => association.Arn == arn) is { } association)
                {
                    return state.Set(cluster.Set(association with { Tags = change(association.Tags) }));
                }

                if (cluster.AccessEntries.Values.FirstOrDefault(entry => entry.Arn == arn) is { } entry)
                {
                    return state.Set(cluster.Set(entry with { Tags = change(entry.Tags) }));
                }
            }

            throw NotFound(call);
        });
    }

    private static ImmutableSortedDictionary<string, string>? FindTags(EksState state, string arn) =>
        state.Clusters.Values.FirstOrDefault(cluster => cluster.Arn == arn)?.Tags
        ?? state.Clusters.Values.SelectMany(cluster => cluster.NodeGroups.Values).FirstOrDefault(group => group.Arn == arn)?.Tags
        ?? state.Clusters.Values.SelectMany(cluster => cluster.Addons.Values).FirstOrDefault(addon => addon.Arn == arn)?.Tags
        ?? state.Clusters.Values.SelectMany(cluster => cluster.PodIdentities.Values).FirstOrDefault(association => association.Arn == arn)?.Tags
        ?? state.Clusters.Values.SelectMany(cluster => cluster.AccessEntries.Values).FirstOrDefault(entry => entry.Arn == arn)?.Tags;

    private static AwsException NotFound(AwsCall call) => new("NotFoundException", $"The specified resource could not be found: {call.Parameters.Get("resourceArn")}", HttpStatusCode.NotFound);

    private static AwsException BadRequest(string message) => new("BadRequestException", message);
}

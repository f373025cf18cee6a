using System.Globalization;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Provisioner.Aws;

/// <summary>Reads tags of load balancers and what belongs to them.</summary>
internal sealed class LoadBalancingTags(IAmazonElasticLoadBalancingV2 loadBalancing)
{
    /// <summary>
    /// Tag of a listener by which an emulator says which port of this machine stands for it. Nobody else can: the <c>aws:</c> prefix is reserved.
    /// </summary>
    private const string LocalPortKey = "aws:emulator:local-port";

    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html</remarks>
    private const int MaxTagged = 20;

    /// <returns>Tags of every ARN that was asked for, by ARN.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> ReadAsync(IEnumerable<string> arns, CancellationToken cancellationToken)
    {
        var tags = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var chunk in arns.Chunk(MaxTagged))
        {
            var response = await loadBalancing.DescribeTagsAsync(new DescribeTagsRequest { ResourceArns = [.. chunk] }, cancellationToken);
            foreach (var description in response.TagDescriptions ?? [])
            {
                tags[description.ResourceArn] = (description.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
            }
        }

        return tags;
    }

    /// <summary>The port of this machine that stands for a listener; null where none does.</summary>
    /// <param name="tags">Tags of the listener.</param>
    public static int? FindLocalPort(IReadOnlyDictionary<string, string>? tags) =>
        tags is not null && tags.TryGetValue(LocalPortKey, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : null;
}

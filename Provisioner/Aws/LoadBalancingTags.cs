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

    /// <returns>Tags by ARN. What went since it was listed is left out: controllers delete load balancers and target groups at any time.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> ReadAsync(IEnumerable<string> arns, CancellationToken cancellationToken)
    {
        var tags = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var chunk in arns.Chunk(MaxTagged))
        {
            await ReadAsync(chunk, tags, cancellationToken);
        }

        return tags;
    }

    // One that is gone fails the whole call, and the error does not say which in a form to rely on: the others are in the halves.
    private async Task ReadAsync(string[] arns, Dictionary<string, IReadOnlyDictionary<string, string>> tags, CancellationToken cancellationToken)
    {
        try
        {
            var response = await loadBalancing.DescribeTagsAsync(new DescribeTagsRequest { ResourceArns = [.. arns] }, cancellationToken);
            foreach (var description in response.TagDescriptions ?? [])
            {
                tags[description.ResourceArn] = (description.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
            }
        }
        catch (AmazonElasticLoadBalancingV2Exception exception) when (AwsErrors.IsNotFound(exception))
        {
            foreach (var half in arns.Length == 1 ? [] : arns.Chunk((arns.Length + 1) / 2))
            {
                await ReadAsync(half, tags, cancellationToken);
            }
        }
    }

    /// <summary>The port of this machine that stands for a listener; null where none does.</summary>
    /// <param name="tags">Tags of the listener.</param>
    public static int? FindLocalPort(IReadOnlyDictionary<string, string>? tags) =>
        tags is not null && tags.TryGetValue(LocalPortKey, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : null;
}

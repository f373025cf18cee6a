using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Provisioner.Alb.Live;

/// <summary>Reads tags of load balancers and what belongs to them.</summary>
internal sealed class TagReader(IAmazonElasticLoadBalancingV2 loadBalancing)
{
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
}

using Amazon;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;

namespace StandIns.Tests.Aws;

public sealed class EndpointTests
{
    [Theory]
    [InlineData("eu-west-1", false, false, "https://eks.eu-west-1.amazonaws.com")]
    [InlineData("us-east-1", true, false, "https://fips.eks.us-east-1.amazonaws.com")]
    [InlineData("us-gov-west-1", true, false, "https://eks.us-gov-west-1.amazonaws.com")]
    [InlineData("cn-north-1", false, false, "https://eks.cn-north-1.amazonaws.com.cn")]
    [InlineData("eu-west-1", false, true, "https://eks.eu-west-1.api.aws")]
    public void Eks_Region_GivesItsHost(string region, bool fips, bool dualStack, string expected)
    {
        using var client = new AmazonEKSClient(
            new BasicAWSCredentials("a", "b"),
            new AmazonEKSConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region), UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack });

        Assert.Equal(expected, client.DetermineServiceOperationEndpoint(new ListClustersRequest()).URL);
    }

    [Theory]
    [InlineData("eu-west-1", "https://iam.amazonaws.com", "us-east-1")]
    [InlineData("cn-northwest-1", "https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1")]
    [InlineData("us-gov-east-1", "https://iam.us-gov.amazonaws.com", "us-gov-west-1")]
    public void Iam_Region_GivesThePartitionsHostAndSigningRegion(string region, string expected, string signingRegion)
    {
        using var client = new AmazonIdentityManagementServiceClient(
            new BasicAWSCredentials("a", "b"), RegionEndpoint.GetBySystemName(region));

        var endpoint = client.DetermineServiceOperationEndpoint(new ListRolesRequest());

        Assert.Equal(expected, endpoint.URL);
        var schemes = Assert.IsType<System.Collections.IEnumerable>(endpoint.Attributes["authSchemes"], exactMatch: false);
        var scheme = Assert.IsType<Amazon.Runtime.Endpoints.PropertyBag>(schemes.Cast<object>().Single());
        Assert.Equal(signingRegion, scheme["signingRegion"]);
    }

    [Fact]
    public void ElbV2_Region_GivesItsHost()
    {
        using var client = new AmazonElasticLoadBalancingV2Client(new BasicAWSCredentials("a", "b"), RegionEndpoint.EUCentral1);

        Assert.Equal(
            "https://elasticloadbalancing.eu-central-1.amazonaws.com",
            client.DetermineServiceOperationEndpoint(new DescribeLoadBalancersRequest()).URL);
    }
}

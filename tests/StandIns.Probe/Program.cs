using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// As a service would: everything from the environment, through the SDK's own configuration as well.
var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
await using var services = new ServiceCollection()
    .AddDefaultAWSOptions(configuration.GetAWSOptions())
    .AddAWSService<IAmazonEKS>()
    .AddAWSService<IAmazonElasticLoadBalancingV2>()
    .AddAWSService<IAmazonSecurityTokenService>()
    .BuildServiceProvider();
if (args is ["caller"])
{
    var caller = await services.GetRequiredService<IAmazonSecurityTokenService>().GetCallerIdentityAsync(new GetCallerIdentityRequest());
    Console.WriteLine(caller.Arn);
    return;
}

var clusters = await services.GetRequiredService<IAmazonEKS>().ListClustersAsync(new ListClustersRequest());
var loadBalancers = await services.GetRequiredService<IAmazonElasticLoadBalancingV2>()
    .DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest());
Console.WriteLine(string.Join(' ', clusters.Clusters.Concat(loadBalancers.LoadBalancers.Select(found => found.LoadBalancerName))));

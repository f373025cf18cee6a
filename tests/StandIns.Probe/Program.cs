using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// As a service would: everything from the environment, through the SDK's own configuration as well.
var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
await using var services = new ServiceCollection()
    .AddDefaultAWSOptions(configuration.GetAWSOptions())
    .AddAWSService<IAmazonEKS>()
    .AddAWSService<IAmazonElasticLoadBalancingV2>()
    .BuildServiceProvider();
var clusters = await services.GetRequiredService<IAmazonEKS>().ListClustersAsync(new ListClustersRequest());
var loadBalancers = await services.GetRequiredService<IAmazonElasticLoadBalancingV2>()
    .DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest());
Console.WriteLine(string.Join(' ', clusters.Clusters.Concat(loadBalancers.LoadBalancers.Select(found => found.LoadBalancerName))));

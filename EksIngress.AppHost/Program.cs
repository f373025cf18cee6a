using Amazon;

var builder = DistributedApplication.CreateBuilder(args);

var aws = builder.AddAWSSDKConfig().WithRegion(RegionEndpoint.EUWest1);

var eks = builder.AddEksEnvironment("eks").WithReference(aws);
eks.AddNodeGroup("workers").WithInstanceTypes("m5.large").WithScaling(minSize: 2, desiredSize: 2, maxSize: 4);

var serviceB = builder.AddProject<Projects.ServiceB>("service-b")
    .WithReplicas(2)
    .WithHttpHealthCheck("/health");

var serviceA = builder.AddProject<Projects.ServiceA>("service-a")
    .WithReplicas(2)
    .WithHttpHealthCheck("/health")
    .WithReference(serviceB)
    .WithIamPolicy("""
        {
          "Version": "2012-10-17",
          "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }]
        }
        """);

eks.AddIngress("public")
    .WithPath("/a", serviceA)
    .WithPath("/b", serviceB);

builder.Build().Run();

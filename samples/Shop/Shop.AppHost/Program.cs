using Amazon;

var builder = DistributedApplication.CreateBuilder(args);

var api = builder.AddProject<Projects.Shop_Api>("api")
    .WithHttpHealthCheck("/health");

var web = builder.AddProject<Projects.Shop_Web>("web")
    .WithHttpHealthCheck("/health")
    .WithReference(api);

builder.AddProject<Projects.Shop_Worker>("worker")
    .WithReference(api);

// What makes it an EKS deployment.
var eks = builder.AddEksEnvironment("shop").WithReference(builder.AddAWSSDKConfig().WithRegion(RegionEndpoint.EUWest1));
eks.AddNodeGroup("workers");
eks.AddIngress("public")
    .WithPath("/api", api)
    .WithPath("/", web);

builder.Build().Run();

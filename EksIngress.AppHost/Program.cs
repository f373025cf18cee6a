var builder = DistributedApplication.CreateBuilder(args);

var serviceB = builder.AddProject<Projects.ServiceB>("service-b")
    .WithReplicas(2)
    .WithHttpHealthCheck("/health");

builder.AddProject<Projects.ServiceA>("service-a")
    .WithReplicas(2)
    .WithHttpHealthCheck("/health")
    .WithReference(serviceB)
    .WaitFor(serviceB);

builder.Build().Run();

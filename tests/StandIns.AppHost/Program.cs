// An application with one of everything that the tests of the hosting stand-in look at.
var builder = DistributedApplication.CreateBuilder(args);

var serviceB = builder.AddProject<Projects.ServiceB>("service-b")
    .WithReplicas(2)
    .WithHttpHealthCheck("/health");

builder.AddProject<Projects.ServiceA>("service-a")
    .WithReference(serviceB)
    .WithHttpHealthCheck("/health")
    .WaitFor(serviceB);

builder.AddExecutable("worker", "sh", ".", "-c", "echo hello from worker; exec sleep 600");

builder.Build().Run();

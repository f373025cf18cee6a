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

// What a test asks to be wrong.
switch (builder.Configuration["Fault"])
{
    case "duplicate-name":
        builder.AddExecutable("Worker", "sh", ".");
        break;
    case "launch-profile":
        builder.AddProject<Projects.ServiceA>("service-c", "nope");
        break;
    default:
        break;
}

builder.Build().Run();

using EksIngress.Emulator;

await EmulatorApplication.RunAsync(args);

using EksIngress.Emulator;

return await EmulatorApplication.RunAsync(args);
